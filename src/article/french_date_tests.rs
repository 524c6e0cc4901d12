//! Tables of cases.

use super::*;

fn check(text: &str, printed: Option<&str>) {
    let date = Date::parse_french(text).map(|date| date.to_string());
    assert_eq!(date.as_deref(), printed, "{text}");
}

fn check_all(cases: &[(&str, &str)]) {
    for (text, printed) in cases {
        check(text, Some(printed));
    }
}

#[test]
fn a_day_is_read_with_and_without_accents_capitals_and_abbreviation() {
    check_all(&[
        ("3 mai 2021", "2021-05-03"),
        ("1er janvier 2023", "2023-01-01"),
        ("14 JUILLET 2019", "2019-07-14"),
        ("4 janv. 2022", "2022-01-04"),
        ("9 févr. 2022", "2022-02-09"),
        ("9 fevrier 2022", "2022-02-09"),
        ("15 aout 2018", "2018-08-15"),
        ("15 AOÛT 2018", "2018-08-15"),
        ("15 aou\u{302}t 2018", "2018-08-15"),
        ("7 déc. 2020", "2020-12-07"),
        ("dimanche 2 avril 2017", "2017-04-02"),
        ("mars 2016", "2016-03"),
        ("le 30\u{a0}septembre\u{a0}2015", "2015-09-30"),
    ]);
}

#[test]
fn days_come_before_months_in_figures() {
    check_all(&[
        ("03/05/2021", "2021-05-03"),
        ("3/5/2021", "2021-05-03"),
        ("03.05.2021", "2021-05-03"),
        ("03-05-2021", "2021-05-03"),
        ("03/05/21", "2021-05-03"),
        ("31/12/99", "1999-12-31"),
        ("2021-05-03", "2021-05-03"),
        ("2021/05/03", "2021-05-03"),
    ]);
}

#[test]
fn calendar_and_weekday_put_the_month_first() {
    check_all(&[("05/31/2021", "2021-05-31"), ("Friday 05/07/2021", "2021-05-07")]);
    check("mercredi 05/07/2021", Some("2021-07-05"));
}

#[test]
fn the_time_of_day_is_kept() {
    check_all(&[
        ("lundi 3 mai 2021 à 7h05", "2021-05-03T07:05"),
        ("3 mai 2021, 23 h 10", "2021-05-03T23:10"),
        ("3 mai 2021 à 9 heures", "2021-05-03T09:00"),
        ("3 mai 2021 - 14:05", "2021-05-03T14:05"),
        ("3 mai 2021 | 14:05:33 GMT", "2021-05-03T14:05"),
        ("14:05 - 03/05/2021", "2021-05-03T14:05"),
        ("2021-05-03T14:05:33+02:00", "2021-05-03T14:05:33"),
        ("3 mai 2021 à 25h10", "2021-05-03"),
    ]);
}

#[test]
fn a_time_glued_to_a_date_is_split() {
    check_all(&[
        ("09:427/3/2023, Salı", "2023-03-07T09:42"),
        ("09:4217/3/2023, Cuma", "2023-03-17T09:42"),
    ]);
}

#[test]
fn publication_wins_over_update() {
    check_all(&[
        ("Publié le 3 mai 2021 à 7h00, mis à jour le 4 mai 2021 à 8h30", "2021-05-03T07:00"),
        ("Mis à jour le 04/05/2021 à 08:30 - Publié le 03/05/2021 à 07:00", "2021-05-03T07:00"),
        ("3 mai 2021 (modifié le 4 mai 2021)", "2021-05-03"),
        ("Mise à jour : 4 mai 2021", "2021-05-04"),
    ]);
}

#[test]
fn english_dates_are_read_as_scraped() {
    check_all(&[
        ("May 3, 2021", "2021-05-03"),
        ("Posted on May 3rd, 2021 at 9:05 PM", "2021-05-03T21:05"),
        ("Mon, 03 May 2021 07:05:10 GMT", "2021-05-03T07:05"),
    ]);
}

#[test]
fn what_has_no_year_or_no_such_day_is_no_date() {
    for text in ["", "hier", "3 mai", "31/02/2021", "12:30", "03 20 21", "1.5.2"] {
        check(text, None);
    }
}

#[test]
fn a_date_line_gives_the_words_beside_the_date() {
    let line = read_line("Par Anne de La Tour, publié le 3 mai 2021 | Le Quotidien").unwrap();
    assert_eq!(line.rest, ["Par Anne de La Tour", "Le Quotidien"]);
    assert!(line.is_stamp && !line.is_update);
    assert!(read_line("3 mai 2021").is_some_and(|line| line.rest.is_empty() && !line.is_stamp));
}

#[test]
fn a_long_line_is_not_looked_at() {
    check(&"3/5/".repeat(1_000_000), None);
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_offered(text in "\\PC{0,60}", figures in "[0-9/:.h -]{0,40}") {
        let _ = (Date::parse_french(&text), Date::parse_french(&figures));
    }
}
