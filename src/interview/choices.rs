//! What can be chosen: ids of the profile, and what they are called.

/// A choice of one: its id in the profile, and in words.
pub(super) type Options = &'static [(&'static str, &'static str)];

pub(super) const STATUS: Options = &[
    ("pain-free", "Nothing hurts: a lay-off, or technique to mend"),
    ("soreness", "Sore on both sides since training, the ordinary ache of a day or two"),
    ("nagging", "A dull nag on both sides, at most 3 of 10, that never stopped the lift"),
    ("acute", "It hurts: it stopped the lift, or is more than 3 of 10"),
    ("settled", "It stopped the lift, and is gone now"),
];

pub(super) const MEDICINE: Options = &[
    ("none", "No, or only what was prescribed for something else, as always"),
    ("some", "On some days"),
    ("daily", "Every day"),
    ("unsure", "Not sure whether what I take is one"),
];

pub(super) const EASED_BY: Options =
    &[("extension", "Bending backwards"), ("flexion", "Bending forwards"), ("neither", "Neither"), ("unsure", "Not sure, or not tried")];

pub(super) const LIFT: Options =
    &[("conventional", "Conventional"), ("sumo", "Sumo: wide stance, hands inside the knees"), ("trap-bar", "With a trap bar")];

pub(super) const ERRORS: Options = &[
    ("lumbar-rounding", "The lower back rounds"),
    ("lumbar-hyperextension", "The lower back arches too far"),
    ("bar-drift", "The bar leaves the legs"),
    ("hip-position", "Hips too high or too low at the start"),
    ("jerking", "The bar is yanked or bounced"),
];

pub(super) const LIMITS: Options = &[
    ("hamstrings", "Back of the thighs"),
    ("hip-flexors", "Front of the hips"),
    ("hip-rotation", "Turning the hips inwards"),
    ("thoracic-spine", "Upper back"),
];

pub(super) const HAS: Options = &[
    ("cable", "A cable machine"),
    ("band", "Bands"),
    ("bench", "A bench"),
    ("rack", "A rack"),
    ("blocks", "Blocks to raise the bar"),
    ("trap-bar", "A trap bar"),
    ("kettlebells", "Kettlebells"),
    ("foam-roller", "A foam roller"),
];
