//! A date in its parts: three numbers that say what they are, a month by its name, or no zeros in front.

/// The months as they are abbreviated, and as they are written out.
const MONTHS: [&[&str]; 12] = [
    &["jan", "january"],
    &["feb", "february"],
    &["mar", "march"],
    &["apr", "april"],
    &["may"],
    &["jun", "june"],
    &["jul", "july"],
    &["aug", "august"],
    &["sep", "sept", "september"],
    &["oct", "october"],
    &["nov", "november"],
    &["dec", "december"],
];
/// What parts the three numbers of a date.
const BETWEEN: [&str; 4] = ["-", "/", ".", ","];
/// Words between a day, the name of a month, and a year.
const FILLERS: [&str; 6] = ["st", "nd", "rd", "th", "of", "the"];
/// So many words before a number may say what it is: `<birth><day>`, `day: Some(7)`.
const LABEL: usize = 3;

/// A date that must not be found.
pub(super) struct Date {
    year: u32,
    month: u32,
    day: u32,
}

/// A number, or the name of a month.
struct Part<'a> {
    number: u32,
    /// How long it is.
    digits: usize,
    /// What stands between the part before and this one.
    gap: &'a str,
}

impl Date {
    /// Of the three numbers of `YYYY-MM-DD`.
    pub(super) fn new(year: &str, month: &str, day: &str) -> Option<Self> {
        Some(Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? })
    }

    /// Whether a text in lower case has it in its parts.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        // Most texts do not even have the year.
        text.contains(&self.year.to_string()) && parts(text).windows(3).any(|three| self.is(three))
    }

    fn is(&self, three: &[Part<'_>]) -> bool {
        let [first, second, third] = three else { return false };
        let written = [[first, second, third], [third, first, second], [third, second, first]];
        let others = [[first, third, second], [second, first, third], [second, third, first]];
        let labelled = |[year, month, day]: [&Part<'_>; 3]| {
            year.is_called("year", 'y')
                && (month.is_name() || month.is_called("month", 'm'))
                && day.is_called("day", 'd')
        };
        written.iter().chain(&others).any(|order| self.is_meant(*order) && labelled(*order))
            || written
                .iter()
                .any(|order| self.is_meant(*order) && together(order[1].is_name(), second, third))
    }

    /// Whether these can be its year, month and day.
    fn is_meant(&self, [year, month, day]: [&Part<'_>; 3]) -> bool {
        (year.number, month.number, day.number) == (self.year, self.month, self.day)
            && year.digits == 4
            && month.digits <= 2
            && matches!(day.digits, 1 | 2)
    }
}

/// Whether a date is written with these gaps. Beside the name of a month they may differ.
fn together(named: bool, second: &Part<'_>, third: &Part<'_>) -> bool {
    if named {
        second.is_filled() && third.is_filled()
    } else {
        second.between() == third.between() && BETWEEN.contains(&second.between())
    }
}

impl Part<'_> {
    fn is_name(&self) -> bool {
        self.digits == 0
    }

    /// Whether what stands before it belongs into a date with the name of a month.
    fn is_filled(&self) -> bool {
        let parting = |sign: char| sign.is_alphabetic() || sign.is_whitespace() || "-/.,".contains(sign);
        self.gap.chars().all(parting) && words(self.gap).all(|word| FILLERS.contains(&word))
    }

    /// The sign before it, without space and quotes.
    fn between(&self) -> &str {
        self.gap.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\''))
    }

    /// Whether the words before it call it so, or by some of that letter.
    fn is_called(&self, name: &str, letter: char) -> bool {
        let is = |word: &str| word.contains(name) || word.chars().all(|sign| sign == letter);
        words(self.gap).rev().take(LABEL).any(is)
    }
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty())
}

/// All numbers and names of months.
fn parts(text: &str) -> Vec<Part<'_>> {
    let (mut parts, mut gap, mut rest) = (Vec::new(), 0, text);
    while let Some(sign) = rest.chars().next() {
        let start = text.len() - rest.len();
        let like: fn(char) -> bool = match sign {
            '0'..='9' => |sign| sign.is_ascii_digit(),
            sign if sign.is_alphabetic() => char::is_alphabetic,
            _ => |sign| !sign.is_alphanumeric() || (sign.is_numeric() && !sign.is_ascii_digit()),
        };
        let (word, after) = rest.split_at(rest.find(|sign| !like(sign)).unwrap_or(rest.len()));
        let digits = if sign.is_ascii_digit() { word.len() } else { 0 };
        let number = if digits > 0 { Some(word.parse().unwrap_or(u32::MAX)) } else { month(word) };
        if let Some(number) = number {
            parts.push(Part { number, digits, gap: text.get(gap..start).unwrap_or_default() });
            gap = start + word.len();
        }
        rest = after;
    }
    parts
}

/// The month of this name.
fn month(word: &str) -> Option<u32> {
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}
