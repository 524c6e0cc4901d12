use crate::Desk;

#[test]
fn the_first_line_counts_articles_and_time() {
    let ran = Desk::with_index().run(&["search", "port"]).exits(0);
    let first = ran.stdout.lines().next().unwrap();
    assert!(first.starts_with("2 articles · ") && first.ends_with(" ms"), "{first}");
}

#[test]
fn a_hit_shows_title_origin_text_and_an_id_that_can_be_shown() {
    let desk = Desk::with_index();
    let ran = desk.run(&["search", "chalutiers"]).exits(0);
    for part in ["1  Le port de Sète rouvre", "La Gazette du golfe · 12 April 2023", "§1 · "] {
        assert!(ran.stdout.contains(part), "{part} in {}", ran.stdout);
    }
    let id = ran.stdout.split(['[', ']']).nth(1).unwrap();
    assert_eq!(id, "port-1#1");
    desk.run(&["show", id]).exits(0);
}

#[test]
fn several_arguments_are_one_query() {
    let desk = Desk::with_index();
    let one = desk.run(&["search", "grève terminal", "--format", "{id}"]).exits(0);
    let two = desk.run(&["search", "grève", "terminal", "--format", "{id}"]).exits(0);
    assert_eq!(one.stdout, two.stdout);
}

#[test]
fn no_hit_is_exit_code_1() {
    let ran = Desk::with_index().run(&["search", "zeppelin"]).exits(1);
    assert!(ran.stdout.starts_with("0 articles · "), "{}", ran.stdout);
    assert!(ran.stderr.contains("zeppelin"), "{}", ran.stderr);
}

#[test]
fn a_missing_index_fails_with_a_hint() {
    let ran = Desk::new().run(&["search", "port"]).exits(2);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("depeche: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("\nhint: depeche index "), "{}", ran.stderr);
}

#[test]
fn a_remark_points_at_its_place() {
    let ran = Desk::with_index().run(&["search", "gare \"port"]).exits(0);
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(lines[0].starts_with("remark: "), "{}", ran.stderr);
    assert_eq!(lines[1], "  gare \"port");
    assert!(lines[2].starts_with("       ^"), "{}", ran.stderr);
}

#[test]
fn explain_tells_how_the_query_was_understood() {
    let ran = Desk::with_index().run(&["search", "port", "--explain"]).exits(0);
    assert!(ran.stdout.lines().nth(1).unwrap().starts_with("understood: port"), "{}", ran.stdout);
}

#[test]
fn a_template_makes_a_line_for_every_passage() {
    let desk = Desk::with_index();
    let template = r"{id}\t{date}\t{source}\t{text}";
    let ran = desk.run(&["search", "terminal", "--format", template, "--mark", "[[,]]"]).exits(0);
    let text = "La grève bloque le [[terminal]]. Le port voisin accueille les navires.";
    assert_eq!(ran.stdout, format!("port-3\t2024-02-20\tLa Gazette du golfe\t{text}\n"));
}

#[test]
fn an_unknown_name_in_a_template_is_refused_with_the_known_ones() {
    let ran = Desk::new().run(&["search", "x", "--format", "{titre}"]).exits(2);
    assert!(ran.stderr.contains("{title}") && ran.stderr.contains("{url}"), "{}", ran.stderr);
}

#[test]
fn one_form_of_output_at_a_time() {
    Desk::new().run(&["search", "x", "--json", "--jsonl"]).exits(2);
    Desk::new().run(&["search", "x", "--all", "-n", "3"]).exits(2);
}

#[test]
fn a_date_is_read_at_any_precision_or_refused() {
    let desk = Desk::with_index();
    for (from, to, ids) in [
        ("2024", "2024-12-31", "port-3\n"),
        ("2023-04", "2023-04", "port-1\n"),
        ("2023", "2024", "port-1\nport-3\n"),
    ] {
        let arguments = ["search", "port", "--sort", "oldest", "--format", "{id}"];
        let arguments = [&arguments[..], &["--from", from, "--to", to]].concat();
        assert_eq!(desk.run(&arguments).stdout, ids, "{from} {to}");
    }
    let ran = desk.run(&["search", "port", "--from", "hier"]).exits(2);
    assert!(ran.stderr.contains("hier"), "{}", ran.stderr);
}

#[test]
fn sources_are_parted_by_commas() {
    let desk = Desk::with_index();
    let count = |sources| {
        desk.run(&["search", "port gare", "--source", sources, "--format", "{id}"])
            .stdout
            .lines()
            .count()
    };
    assert_eq!(count("Le Rail"), 1);
    assert_eq!(count("Le Rail,La Gazette du golfe"), 3);
}

#[test]
fn ranks_go_on_after_an_offset() {
    let ran = Desk::with_index().run(&["search", "port", "--offset", "1"]).exits(0);
    assert!(ran.stdout.contains("\n2  ") && !ran.stdout.contains("\n1  "), "{}", ran.stdout);
}

#[test]
fn a_misspelled_word_brings_a_suggestion() {
    let desk = Desk::with_index();
    let ran = desk.run(&["search", "chalutirs"]).exits(1);
    assert!(ran.stdout.ends_with("did you mean: chalutiers\n"), "{}", ran.stdout);
    let french = desk.run(&["search", "chalutirs", "--lang", "fr"]).exits(1);
    assert!(
        french.stdout.ends_with("vouliez-vous dire\u{202f}: chalutiers\n"),
        "{}",
        french.stdout
    );
    let json = desk.run(&["search", "chalutirs", "--json"]).exits(1).json();
    assert_eq!(json["suggestion"], "chalutiers");
    assert_eq!(
        desk.run(&["search", "port", "--json"]).json()["suggestion"],
        serde_json::Value::Null
    );
}

#[test]
fn a_query_without_hits_counts_its_parts_and_shows_a_way_out() {
    let desk = Desk::with_index();
    let ran = desk.run(&["search", "port ET guichet"]).exits(1);
    let expected = "remark: articles for each part: `port` 2 · `guichet` 1\n\
                    remark: without `port`, `guichet`: 1 article\n";
    assert!(ran.stderr.starts_with(expected), "{}", ran.stderr);
    let json = desk.run(&["search", "port ET guichet", "--json"]).exits(1).json();
    let message = json["query"]["remarks"][0]["message"].as_str().unwrap();
    assert_eq!(message, "articles for each part: `port` 2 · `guichet` 1");
}

#[test]
fn context_is_an_option_and_a_key() {
    let desk = Desk::with_index();
    let json = desk.run(&["search", "port", "--context", "1", "--json"]).exits(0).json();
    // These articles have one passage each: it has no neighbours.
    assert_eq!(json["hits"][0]["passages"][0].get("before"), None);
}
