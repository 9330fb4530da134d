//! What the days must come to, worked out by hand.

use super::trial::{Draw, at, brute_force, day, request};
use super::{Adjustment, Need, Own, Request, solve};
use std::collections::BTreeMap;

const SQUAT: Own = Own { at: 18 * 60, weight: 3, movable: false };
const PRESS: Own = Own { at: (3 * 24 + 18) * 60, weight: 1, movable: false };

fn shown(request: &Request) -> String {
    let schedule = solve(request).expect("there is a schedule");
    let days: Vec<_> = schedule.deadlifts.iter().map(|(main, _)| main.format("%a %d %H:%M").to_string()).collect();
    let adjustments: Vec<_> = schedule
        .own
        .iter()
        .filter(|own| own.2 != Adjustment::Kept)
        .map(|(which, usual, adjustment)| format!("{which} {} {adjustment:?}", usual.format("%a %d")))
        .collect();
    format!("{} [{}]", days.join(", "), adjustments.join(", "))
}

#[test]
fn the_deadlift_joins_the_press_rather_than_the_squat() {
    // Monday and Thursday both keep 72 hours; Saturday is 40 hours after the press.
    let request = request(&[at(0, 18), at(3, 18), at(5, 10)], &[SQUAT, PRESS], 3);
    assert_eq!(shown(&request), "Thu 10 18:00, Thu 17 18:00, Thu 24 18:00 []");
}

#[test]
fn a_week_away_has_no_deadlift_and_the_weeks_after_it_follow_the_usual_day() {
    let mut request = request(&[at(0, 18), at(3, 18)], &[SQUAT], 3);
    request.away = vec![(day("2026-12-14"), day("2026-12-20"))];
    request.skip = vec![day("2026-12-14")];
    assert_eq!(shown(&request), "Thu 10 18:00, Thu 24 18:00, Thu 31 18:00 []");
    let schedule = solve(&request).unwrap();
    assert!(schedule.own.iter().all(|(_, usual, _)| usual.date() != day("2026-12-14")), "no squat on a day away");
}

#[test]
fn the_usual_day_is_kept_where_nothing_speaks_against_it() {
    let mut request = request(&[at(0, 18), at(2, 18), at(4, 18)], &[], 2);
    assert_eq!(shown(&request), "Mon 07 18:00, Mon 14 18:00 []");
    request.usual = Some(at(4, 18));
    assert_eq!(shown(&request), "Fri 11 18:00, Fri 18 18:00 []");
}

#[test]
fn a_fixed_squat_24_hours_before_is_joined_not_changed() {
    let squat = Own { at: at(5, 10), weight: 3, movable: false };
    let mut request = request(&[at(5, 10), at(6, 10)], &[squat], 2);
    request.own_from = Some(day("2026-12-07"));
    assert_eq!(shown(&request), "Sat 12 10:00, Sat 19 10:00 []");
}

#[test]
fn where_no_slot_is_far_enough_a_movable_session_moves_and_a_fixed_one_is_made_light() {
    let mut request = request(
        &[at(1, 18), at(4, 18)],
        &[Own { at: at(0, 19), weight: 3, movable: false }, Own { at: at(5, 18), weight: 2, movable: false }],
        1,
    );
    request.own_from = Some(day("2026-12-07"));
    // Tuesday is 23 hours after the squat, Friday 24 before the row.
    assert_eq!(shown(&request), "Fri 11 18:00 [1 Sat 12 Lightened]");
    // A squat on Wednesday is 24 hours from both slots: it gives way to the one that the deadlift leaves.
    request.slots = vec![at(1, 18), at(3, 18)];
    request.own = vec![Own { at: at(2, 18), weight: 3, movable: true }];
    assert_eq!(shown(&request), "Tue 08 18:00 [0 Wed 09 Moved(2026-12-10T18:00:00)]");
    request.own[0].movable = false;
    assert_eq!(shown(&request), "Tue 08 18:00 [0 Wed 09 Lightened]");
}

#[test]
fn a_movable_session_moves_to_either_side_of_its_usual_day() {
    // The deadlift on Tuesday is 24 hours after the squat, which moves to Friday.
    let mut request = request(&[at(1, 18), at(4, 18)], &[Own { movable: true, ..SQUAT }], 1);
    request.own_from = Some(day("2026-12-07"));
    request.open_to = day("2026-12-08");
    assert_eq!(shown(&request), "Tue 08 18:00 [0 Mon 07 Moved(2026-12-11T18:00:00)]");
    // The deadlift on Thursday is 24 hours after a squat on Wednesday, which moves to Monday.
    request.slots = vec![at(0, 20), at(3, 18)];
    request.own = vec![Own { at: at(2, 18), weight: 3, movable: true }];
    (request.open_from, request.open_to) = (day("2026-12-10"), day("2026-12-10"));
    assert_eq!(shown(&request), "Thu 10 18:00 [0 Wed 09 Moved(2026-12-07T20:00:00)]");
    // Unless that Monday is over.
    request.own_from = Some(day("2026-12-08"));
    assert_eq!(shown(&request), "Thu 10 18:00 [0 Wed 09 Lightened]");
}

#[test]
fn an_own_session_that_was_done_ahead_is_not_asked_for_again_that_week() {
    // On Tuesday the lifter did the row of Friday, which is a day after the deadlift.
    let squat = Own { movable: true, ..SQUAT };
    let row = Own { at: at(4, 18), weight: 2, movable: false };
    let mut request = request(&[at(3, 18)], &[squat, row], 1);
    request.own_from = Some(day("2026-12-09"));
    request.open_from = day("2026-12-09");
    request.last_heavy = Some(day("2026-12-08").and_hms_opt(18, 0, 0).unwrap());
    assert_eq!(shown(&request), "Thu 10 18:00 [1 Fri 11 Lightened]");
    request.done_early = Some((day("2026-12-07"), 0b10));
    assert_eq!(shown(&request), "Thu 10 18:00 []");
    // Done in another week, it is asked for in this one.
    request.done_early = Some((day("2026-11-30"), 0b10));
    assert_eq!(shown(&request), "Thu 10 18:00 [1 Fri 11 Lightened]");
    // The squat of Monday is over; it takes nothing from the row.
    request.done_early = Some((day("2026-12-07"), 0b01));
    assert_eq!(shown(&request), "Thu 10 18:00 [1 Fri 11 Lightened]");
}

#[test]
fn the_day_that_was_planned_is_kept_where_nothing_speaks_against_it() {
    let mut request = request(&[at(0, 18), at(2, 18), at(4, 18)], &[], 3);
    request.planned = BTreeMap::from([(day("2026-12-14"), at(2, 18))]);
    assert_eq!(shown(&request), "Mon 07 18:00, Wed 16 18:00, Wed 23 18:00 []");
    request.planned.insert(day("2026-12-21"), at(0, 18));
    assert_eq!(shown(&request), "Mon 07 18:00, Wed 16 18:00, Mon 21 18:00 []");
}

#[test]
fn a_week_with_one_day_only_has_no_second_whatever_it_needs() {
    let mut request = request(&[at(0, 18), at(3, 18)], &[], 3);
    request.weeks = vec![Need { second: true, ..Need::default() }; 3];
    request.single = vec![day("2026-12-14")];
    let seconds: Vec<bool> = solve(&request).unwrap().deadlifts.iter().map(|(_, second)| second.is_some()).collect();
    assert_eq!(seconds, [true, false, true]);
}

#[test]
fn a_fourth_heavy_session_in_a_week_is_made_light() {
    // Monday, Wednesday, Friday and Sunday at six are 48 hours apart; Sunday to Monday is 24.
    let own = [(0, 3), (2, 1), (4, 2)].map(|(weekday, weight)| Own { at: at(weekday, 6), weight, movable: false });
    let mut request = request(&[at(6, 6)], &own, 1);
    request.own_from = Some(day("2026-12-07"));
    assert_eq!(shown(&request), "Sun 13 06:00 [2 Fri 11 Lightened, 0 Mon 14 Lightened]");
}

#[test]
fn the_deadlifts_of_two_weeks_are_five_days_apart_by_date() {
    // Sunday to Thursday is four days, to Friday five, whatever the hours.
    let mut request = request(&[at(3, 18), at(4, 6), at(6, 18)], &[], 2);
    request.open_from = day("2026-12-13");
    request.away = vec![(day("2026-12-20"), day("2026-12-20"))];
    assert_eq!(shown(&request), "Sun 13 18:00, Fri 18 06:00 []");
    request.slots = vec![at(3, 18), at(6, 18)];
    assert_eq!(solve(&request), None);
    // So with the last deadlift before all of this.
    request.away.clear();
    (request.open_from, request.open_to) = (day("2026-12-14"), day("2026-12-20"));
    assert_eq!(shown(&request), "Thu 17 18:00, Thu 24 18:00 []");
    request.last_main = Some(day("2026-12-13"));
    assert_eq!(shown(&request), "Sun 20 18:00, Sun 27 18:00 []");
}

#[test]
fn near_maximal_deadlifts_keep_their_days_also_where_a_slot_is_away() {
    let mut request = request(&[at(0, 18), at(4, 18)], &[], 2);
    request.main_days = 0;
    request.open_from = day("2026-12-11");
    request.away = vec![(day("2026-12-18"), day("2026-12-20"))];
    assert_eq!(shown(&request), "Fri 11 18:00, Mon 14 18:00 []");
    request.weeks = vec![Need { near_max: true, ..Need::default() }; 2];
    request.near_max_days = 7;
    assert_eq!(solve(&request), None);
    request.near_max_days = 3;
    assert_eq!(shown(&request), "Fri 11 18:00, Mon 14 18:00 []");
}

#[test]
fn the_second_day_stands_where_it_can_stand_every_week() {
    let mut request = request(&[at(0, 18), at(3, 18), at(4, 18)], &[], 3);
    request.weeks = vec![Need { second: true, ..Need::default() }; 3];
    request.away = vec![(day("2026-12-17"), day("2026-12-17"))];
    let seconds = |request: &Request| -> Vec<String> {
        solve(request).unwrap().deadlifts.iter().map(|(_, second)| second.unwrap().format("%a %d").to_string()).collect()
    };
    assert_eq!(seconds(&request), ["Fri 11", "Fri 18", "Fri 25"]);
    request.away.clear();
    assert_eq!(seconds(&request), ["Thu 10", "Thu 17", "Thu 24"]);
}

#[test]
fn exactly_72_hours_are_enough_around_a_deadlift() {
    let gaps = |hour: i64| solve(&request(&[at(3, hour)], &[SQUAT], 2)).unwrap().cost.tight;
    assert_eq!((gaps(18), gaps(17)), (0, 1));
}

#[test]
fn hours_count_not_days() {
    // Monday 18:00 to Wednesday 06:00 is 36 hours; Wednesday 18:00 is 48.
    let mut request = request(&[at(2, 6), at(2, 18)], &[SQUAT], 1);
    request.own_from = Some(day("2026-12-07"));
    assert_eq!(shown(&request), "Wed 09 18:00 []");
}

#[test]
fn the_distance_holds_across_the_end_of_the_week() {
    // Sunday 20:00 to Monday 18:00 is 22 hours.
    let mut request = request(&[at(6, 20)], &[SQUAT], 2);
    request.own_from = Some(day("2026-12-07"));
    assert_eq!(shown(&request), "Sun 13 20:00, Sun 20 20:00 [0 Mon 14 Lightened, 0 Mon 21 Lightened]");
}

#[test]
fn two_days_that_cannot_stand_together_have_no_schedule() {
    let mut request = request(&[at(5, 10), at(6, 10)], &[], 2);
    request.weeks[1].second = true;
    assert_eq!(solve(&request), None);
}

#[test]
fn trying_every_arrangement_finds_none_better() {
    let mut draw = Draw(20_261_122);
    let (mut with, mut without) = (0, 0);
    let weeks = (0..400).map(|_| draw.request()).collect::<Vec<_>>();
    for request in weeks.into_iter().chain((0..3000).map(|_| draw.revised())) {
        let solved = solve(&request);
        assert_eq!(solved.as_ref().map(|schedule| schedule.cost), brute_force(&request), "{request:?}");
        if solved.is_some() { with += 1 } else { without += 1 }
    }
    assert!(with > 1000 && without > 1000, "{with} with a schedule, {without} without");
}
