//! Trying what might have been signed, with what, and where the signature might be.

use verify_core::webhook::{Encoding, SigningKeys};

use super::super::json_text::{Layout, Node, Style};
use super::mistake::Mistake;
use super::{Case, bodies, messages, secrets, signatures};

/// Something that may have been meant, and what was done wrong then.
#[derive(Debug, Clone)]
pub(super) struct Variant<T> {
    pub(super) mistakes: Vec<Mistake>,
    pub(super) value: T,
}

impl<T> Variant<T> {
    pub(super) fn right(value: T) -> Self {
        Self { mistakes: Vec::new(), value }
    }

    pub(super) fn wrong(mistake: Mistake, value: T) -> Self {
        Self { mistakes: vec![mistake], value }
    }
}

/// So many orders of keys are tried at most,
const ORDERS: usize = 5040;

/// and no more than make up so many bytes.
const ORDERED_BYTES: usize = 4 * 1024 * 1024;

/// How many mistakes are looked for at once: long bodies are not hashed a hundred thousand times.
fn at_once(length: usize) -> usize {
    match length {
        0..=2048 => 3,
        2049..=8192 => 2,
        _ => 1,
    }
}

/// The fewest mistakes with which a signature fits; `None` when none do.
pub(super) fn search(case: &Case<'_>) -> Option<Vec<Mistake>> {
    let signatures = signatures::of(case);
    if signatures.is_empty() {
        return None;
    }
    let (messages, secrets) = (messages::of(case), secrets::of(case));
    let most = at_once(case.body.len());
    let mut best: Option<Vec<Mistake>> = None;
    let bodies = bodies::of(case);
    for secret in &secrets {
        let Ok(keys) = SigningKeys::new([secret.value.as_slice()]) else { continue };
        for body in &bodies {
            for message in &messages {
                let cost = secret.mistakes.len() + body.mistakes.len() + message.mistakes.len();
                let limit = best.as_ref().map_or(most + 1, Vec::len);
                if cost >= limit {
                    continue;
                }
                let computed = keys.sign(&[&message.value, &body.value], Encoding::Hex);
                let fits = signatures.iter().filter(|signature| signature.value == computed);
                let Some(signature) = fits.min_by_key(|signature| signature.mistakes.len()) else { continue };
                if cost + signature.mistakes.len() < limit {
                    let all = [&body.mistakes, &secret.mistakes, &signature.mistakes, &message.mistakes];
                    best = Some(all.into_iter().flatten().copied().collect());
                }
            }
        }
    }
    best.or_else(|| reordered(case, &signatures))
}

/// Every order of the keys, with everything else as it should be.
fn reordered(case: &Case<'_>, signatures: &[Variant<String>]) -> Option<Vec<Mistake>> {
    let node = Node::parse(std::str::from_utf8(case.body).ok()?)?;
    let orders = node.orders(ORDERS.min(ORDERED_BYTES / case.body.len().max(1)))?;
    let right = |variant: &Variant<Vec<u8>>| variant.mistakes.is_empty();
    let secret = secrets::of(case).into_iter().find(right)?;
    let keys = SigningKeys::new([secret.value.as_slice()]).ok()?;
    let messages: Vec<_> = messages::of(case).into_iter().filter(right).collect();
    let layouts = [Layout::Compact, Layout::Spaced, Layout::Indented(2)];
    for order in orders {
        for layout in layouts {
            let text = order.write(Style { layout, ..Style::COMPACT });
            for message in &messages {
                let computed = keys.sign(&[&message.value, text.as_bytes()], Encoding::Hex);
                if signatures.iter().any(|one| one.mistakes.is_empty() && one.value == computed) {
                    return Some(vec![Mistake::KeyOrder]);
                }
            }
        }
    }
    None
}
