use depeche::ingest::Source;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args[1] == "index" {
        let r = depeche::synchronise(&args[2], &args[3..].iter().map(|a| Source::from(a.as_str())).collect::<Vec<_>>(), &depeche::SyncOptions::default(), &mut |_| ()).unwrap();
        println!("{}", serde_json::to_string(&r).unwrap());
        let st = std::fs::read_to_string("/proc/self/status").unwrap();
        for l in st.lines().filter(|l| l.starts_with("VmHWM") || l.starts_with("Rss")) { println!("{l}"); }
    } else if args[1] == "stats" {
        let i = depeche::Index::open(&args[2]).unwrap();
        println!("{}", serde_json::to_string_pretty(&i.snapshot().unwrap().statistics().unwrap()).unwrap());
    } else {
        let i = depeche::Index::open(&args[2]).unwrap();
        let s = depeche::Searcher::new(i.snapshot().unwrap());
        let q = depeche::Query::parse(&args[3]);
        println!("{} {:?}", q.query, q.remarks);
        for _ in 0..3 {
        let r = s.search(&depeche::SearchRequest::new(q.query.clone())).unwrap();
        println!("{} in {:?} {:?}", r.total_articles, r.took, r.notices);
        }
        let r = s.search(&depeche::SearchRequest::new(q.query.clone())).unwrap();
        for h in r.hits { println!("{:.2} {} {:?} {:?}", h.score, h.article.title, h.article.date.map(|d| d.to_string()), h.title_highlights.iter().map(|h| &h.text).collect::<Vec<_>>()); for p in h.passages { println!("   §{} {:.2} {:?}", p.ordinal, p.score, p.highlights.iter().map(|h| &h.text).collect::<Vec<_>>()); } }
    }
}
