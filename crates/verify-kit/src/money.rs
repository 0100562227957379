//! Amounts for people.

use verify_core::Amount;

/// Dollars, with commas between the thousands.
pub(crate) fn money(amount: Amount) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}${grouped}.{cents}")
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn thousands_are_grouped() {
        let shown = |text: &str| money(text.parse().unwrap());
        assert_eq!(shown("0"), "$0.00");
        assert_eq!(shown("999.9"), "$999.90");
        assert_eq!(shown("1234567.05"), "$1,234,567.05");
        assert_eq!(shown("-5000"), "-$5,000.00");
    }
}
