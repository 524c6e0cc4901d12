//! Sources of every kind, read from a folder made for the test.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::*;
use crate::error::{Error, ErrorKind};

/// Reads a folder; each item is its id, or `! origin: reason`.
fn read_folder(path: &Path) -> Vec<String> {
    read_sources(&[Source::Path(path.to_owned())]).unwrap()
}

fn read_sources(sources: &[Source]) -> std::result::Result<Vec<String>, Error> {
    let mut seen = Vec::new();
    read(sources, &Options::default(), &mut |item| {
        seen.push(match item.article {
            Ok(article) => article.id,
            Err(skip) => format!("! {skip}"),
        });
        Ok(())
    })?;
    Ok(seen)
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn packed(text: &str) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

const TEXT: &[u8] = "Titre\n\nTexte.".as_bytes();

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let folder = folder(&[
        ("b.txt", TEXT),
        ("a/z.md", TEXT),
        ("a/c.txt", TEXT),
        ("c.jsonl", b"{\"body\":\"b\"}"),
    ]);
    assert_eq!(read_folder(folder.path()), ["a/c.txt", "a/z.md", "b.txt", "c.jsonl:1"]);
}

#[test]
fn ignored_hidden_and_about_files_are_left_out_quietly() {
    let folder = folder(&[
        (".gitignore", b"brouillons/\n"),
        ("brouillons/a.txt", TEXT),
        (".cache/a.txt", TEXT),
        ("README.md", TEXT),
        ("LICENSE", TEXT),
        ("sous/README.md", TEXT),
    ]);
    assert_eq!(read_folder(folder.path()), ["sous/README.md"]);
}

#[test]
fn rules_above_the_folder_do_not_count() {
    let folder = folder(&[(".gitignore", b"*\n"), ("presse/a.txt", TEXT)]);
    assert_eq!(read_folder(&folder.path().join("presse")), ["a.txt"]);
}

#[test]
fn other_files_are_reported() {
    let folder = folder(&[
        ("a.pdf", b"%PDF"),
        ("b.txt", b"%PDF-1.4"),
        ("c.txt", b"\0\x01\x02"),
        ("d.txt", b" \n"),
    ]);
    let seen = read_folder(folder.path());
    for (line, words) in seen.iter().zip(["format not supported", "pdftotext", "binary", "empty"]) {
        assert!(line.starts_with("! ") && line.contains(words), "{line}");
    }
    assert_eq!(seen.len(), 4);
}

#[test]
fn a_file_given_by_itself_has_its_name_as_id() {
    let folder = folder(&[("sous/a.txt", TEXT)]);
    assert_eq!(read_folder(&folder.path().join("sous/a.txt")), ["a.txt"]);
}

#[test]
fn a_missing_source_stops_before_anything_is_read() {
    let folder = folder(&[("a.txt", TEXT)]);
    let sources =
        [Source::Path(folder.path().to_owned()), Source::Path(folder.path().join("rien"))];
    let error = read_sources(&sources).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.hint().is_some());
}

#[test]
fn a_faulty_line_does_not_stop_the_others() {
    let lines =
        b"\xef\xbb\xbf{\"body\":\"a\"}\n\nnon\n{\"body\":\"\xe9\"}\n{\"id\":5,\"body\":\"b\"}";
    let folder = folder(&[("a.jsonl", lines)]);
    let seen = read_folder(folder.path());
    assert_eq!((seen[0].as_str(), seen[3].as_str()), ("a.jsonl:1", "5"));
    assert!(seen[1].starts_with("! a.jsonl:3: invalid JSON"), "{}", seen[1]);
    assert!(seen[2].starts_with("! a.jsonl:4: not valid UTF-8"), "{}", seen[2]);
}

#[test]
fn a_line_over_the_limit_is_skipped_alone() {
    let long = format!(
        "{{\"body\":\"{}\"}}\n{{\"body\":\"b\"}}\n",
        "a".repeat(json_lines::MAX_LINE_BYTES)
    );
    let folder = folder(&[("a.jsonl", long.as_bytes())]);
    let seen = read_folder(folder.path());
    assert!(seen[0].starts_with("! a.jsonl:1: line longer"), "{}", seen[0]);
    assert_eq!(seen[1..], ["a.jsonl:2"]);
}

#[test]
fn archives_are_unpacked_and_a_broken_one_keeps_its_beginning() {
    let lines: String = (0..500)
        .map(|number| format!("{{\"id\":{number},\"body\":\"b{}\"}}\n", number * 7919))
        .collect();
    let gz = packed(&lines);
    let zst = zstd::encode_all(lines.as_bytes(), 3).unwrap();
    let folder =
        folder(&[("a.jsonl.gz", &gz), ("b.jsonl.zst", &zst), ("c.jsonl.gz", &gz[..gz.len() / 2])]);
    let seen = read_folder(folder.path());
    let (whole, broken) = seen.split_at(1000);
    assert!(whole.iter().all(|line| !line.starts_with('!')));
    assert!(
        broken.len() > 100 && broken[..broken.len() - 1].iter().all(|line| !line.starts_with('!'))
    );
    assert!(broken.last().is_some_and(|line| line.contains("broke off")));
}

#[test]
fn bytes_of_the_items_add_up_to_those_of_the_sources() {
    let folder = folder(&[("a.txt", TEXT), ("b.jsonl", b"{\"body\":\"a\"}\n{\"body\":\"b\"}\n")]);
    let sources = [Source::Path(folder.path().to_owned())];
    let mut sum = 0;
    let mut count = |item: Item| {
        sum += item.source_bytes;
        Ok(())
    };
    read(&sources, &Options::default(), &mut count).unwrap();
    assert_eq!(Some(sum), source_bytes(&sources));
    assert_eq!(source_bytes(&[Source::Stdin]), None);
}

#[test]
fn the_encoding_given_is_used() {
    let folder = folder(&[("a.txt", b"Titre\n\nL'\x82t\x82.")]);
    let options = Options { encoding: "cp850".parse().ok() };
    let mut bodies = Vec::new();
    let sources = [Source::Path(folder.path().to_owned())];
    read(&sources, &options, &mut |item| {
        bodies.extend(item.article.map(|article| article.body));
        Ok(())
    })
    .unwrap();
    assert_eq!(bodies, ["L'été."]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_can_be_offered(bytes: Vec<u8>) {
        let folder = folder(&[("a.txt", &bytes), ("b.md", &bytes), ("c.jsonl", &bytes), ("d.jsonl.gz", &bytes)]);
        let _ = read_folder(folder.path());
    }
}
