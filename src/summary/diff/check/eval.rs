//! Whether a condition holds.

use super::CheckError;
use super::lexer::Comparison;
use super::parser::{Node, Operand, OperandValue};
use super::resolve::{Asked, Change, Direction, World};
use crate::base::value::plain_float;
use crate::messages::Text;
use crate::summary::diff::figure::{Figure, Standing};
use crate::summary::diff::number::Number;
use std::cmp::Ordering;

/// What is compared.
enum Operated {
    Asked(Asked),
    Percent(Number),
    Null,
}

/// How large something is.
enum Amount {
    Of(Number),
    /// From nothing to something, or between what can't be subtracted: larger than any.
    Boundless,
}

/// Whether a condition holds.
pub(super) fn holds(node: &Node, world: &World<'_>) -> Result<bool, CheckError> {
    match node {
        Node::Or(all) => any(all, world, true),
        Node::And(all) => any(all, world, false).map(|fails| !fails),
        Node::Not(node) => Ok(!holds(node, world)?),
        Node::Alone(operand) => alone(operand, world),
        Node::Compare(left, comparison, right) => {
            let (at, with) = (left.at, (operated(left, world)?, operated(right, world)?));
            compare(with.0, *comparison, with.1).map_err(|says| CheckError::new(at, says))
        }
    }
}

/// Whether any of some conditions is decided so; those behind it are not asked.
fn any(all: &[Node], world: &World<'_>, wanted: bool) -> Result<bool, CheckError> {
    for node in all {
        if holds(node, world)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

fn operated(operand: &Operand, world: &World<'_>) -> Result<Operated, CheckError> {
    let figure = |figure| Operated::Asked(Asked::Figure(Some(figure)));
    Ok(match &operand.value {
        OperandValue::Path(path) => Operated::Asked(world.ask(path)?),
        OperandValue::Number(number) => figure(Figure::Number(number.clone())),
        OperandValue::Percent(number) => Operated::Percent(number.clone()),
        OperandValue::Text(text) => figure(Figure::text(text)),
        OperandValue::Bool(yes) => figure(Figure::Bool(*yes)),
        OperandValue::Null => Operated::Null,
    })
}

fn alone(operand: &Operand, world: &World<'_>) -> Result<bool, CheckError> {
    let says = |key| Err(CheckError::new(operand.at, Text::new(key)));
    match operated(operand, world)? {
        Operated::Asked(asked) => match asked {
            Asked::Flag(yes) | Asked::Figure(Some(Figure::Bool(yes))) => Ok(yes),
            Asked::Count(n) => Ok(n > 0),
            Asked::Drift(far) => Ok(far > 0.0),
            Asked::Change(change) => {
                let amount = amount(&change).map_err(|says| CheckError::new(operand.at, says))?;
                Ok(against(&amount, &Number::from(0)) == Ordering::Greater)
            }
            Asked::Figure(None) => says("check-no-value"),
            Asked::Figure(Some(_)) => says("check-alone"),
        },
        Operated::Percent(_) | Operated::Null => says("check-alone"),
    }
}

fn compare(left: Operated, comparison: Comparison, right: Operated) -> Result<bool, Text> {
    let ordering = |ordering| Ok(is_so(comparison, ordering));
    match (left, right) {
        (Operated::Asked(Asked::Change(change)), right) => ordering(change_against(&change, right)?),
        (left, Operated::Asked(Asked::Change(change))) => ordering(change_against(&change, left)?.reverse()),
        (Operated::Asked(asked), Operated::Percent(percent)) => ordering(share_against(&asked, &percent)?),
        (Operated::Percent(percent), Operated::Asked(asked)) => {
            ordering(share_against(&asked, &percent)?.reverse())
        }
        (Operated::Percent(one), Operated::Percent(other)) => ordering(one.cmp(&other)),
        (Operated::Asked(asked), Operated::Null) | (Operated::Null, Operated::Asked(asked)) => {
            let is_none =
                matches!(&asked, Asked::Figure(figure) if figure.as_ref().is_none_or(Figure::is_none));
            equality(comparison, is_none)
        }
        (Operated::Null, Operated::Null) => equality(comparison, true),
        (Operated::Percent(_), Operated::Null) | (Operated::Null, Operated::Percent(_)) => {
            Err(Text::new("check-percent"))
        }
        (Operated::Asked(left), Operated::Asked(right)) => {
            figures(&figure(left)?, comparison, &figure(right)?)
        }
    }
}

/// What can be compared as a figure.
fn figure(asked: Asked) -> Result<Figure, Text> {
    match asked {
        Asked::Figure(Some(figure)) => Ok(figure.value().clone()),
        Asked::Figure(None) => Err(Text::new("check-no-value")),
        Asked::Flag(yes) => Ok(Figure::Bool(yes)),
        Asked::Count(n) => Ok(Figure::count(n)),
        Asked::Drift(far) => Ok(Figure::Number(number(far))),
        Asked::Change(_) => Err(Text::new("check-change")),
    }
}

fn number(float: f64) -> Number {
    Number::parse(&plain_float(float)).unwrap_or_else(|| Number::from(0))
}

fn figures(left: &Figure, comparison: Comparison, right: &Figure) -> Result<bool, Text> {
    let is_equal = |equal| equality(comparison, equal);
    match (left, right) {
        (Figure::Number(left), Figure::Number(right)) => Ok(is_so(comparison, left.cmp(right))),
        (Figure::Bool(left), Figure::Bool(right)) => is_equal(left == right),
        (Figure::Text(_), Figure::Text(_)) => match left.above(right) {
            Some(above) => Ok(is_so(comparison, above.cmp(&Number::from(0)))),
            None => is_equal(left == right),
        },
        (Figure::None, Figure::None) => is_equal(true),
        (Figure::None, _) | (_, Figure::None) => match comparison {
            Comparison::Equal | Comparison::NotEqual => is_equal(false),
            _ => Err(Text::new("check-no-value")),
        },
        _ => Err(Text::new("check-unlike").with("left", kind(left)).with("right", kind(right))),
    }
}

fn kind(figure: &Figure) -> Text {
    Text::new(match figure.value() {
        Figure::Bool(_) => "check-kind-bool",
        Figure::Number(_) => "check-kind-number",
        _ => "check-kind-text",
    })
}

fn equality(comparison: Comparison, is_equal: bool) -> Result<bool, Text> {
    match comparison {
        Comparison::Equal => Ok(is_equal),
        Comparison::NotEqual => Ok(!is_equal),
        _ => Err(Text::new("check-no-order")),
    }
}

fn is_so(comparison: Comparison, ordering: Ordering) -> bool {
    match comparison {
        Comparison::Above => ordering.is_gt(),
        Comparison::AtLeast => ordering.is_ge(),
        Comparison::Below => ordering.is_lt(),
        Comparison::AtMost => ordering.is_le(),
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
    }
}

/// How far a figure has gone the way that is asked.
fn amount(change: &Change) -> Result<Amount, Text> {
    let Change { a, b, direction } = change;
    if b.beside(a) != Standing::Differs {
        return Ok(Amount::Of(Number::from(0)));
    }
    let zero = Ok(Amount::Of(Number::from(0)));
    if let Some(above) = b.above(a) {
        return match direction {
            Direction::Rose if above.is_negative() => zero,
            Direction::Fell if !above.is_negative() => zero,
            _ => Ok(Amount::Of(above.magnitude())),
        };
    }
    match (direction, a.is_none(), b.is_none()) {
        (Direction::Any, ..) | (Direction::Rose, true, _) | (Direction::Fell, _, true) => {
            Ok(Amount::Boundless)
        }
        (_, true, _) | (_, _, true) => zero,
        _ => Err(Text::new("check-no-size")),
    }
}

fn against(amount: &Amount, number: &Number) -> Ordering {
    match amount {
        Amount::Of(amount) => amount.cmp(number),
        Amount::Boundless => Ordering::Greater,
    }
}

fn change_against(change: &Change, other: Operated) -> Result<Ordering, Text> {
    let amount = amount(change)?;
    match other {
        Operated::Percent(percent) => {
            let Amount::Of(amount) = amount else { return Ok(Ordering::Greater) };
            let whole = change.a.on_axis().filter(|_| !change.a.is_moment());
            if change.a.is_moment() {
                return Err(Text::new("check-no-share"));
            }
            let whole = whole.map_or_else(|| Number::from(0), |(_, whole)| whole.magnitude());
            if whole.is_zero() && !amount.is_zero() {
                return Ok(Ordering::Greater);
            }
            // Nothing of nothing is 0 %.
            let whole = if whole.is_zero() { Number::from(1) } else { whole };
            Ok(amount.times(&Number::from(100)).cmp(&percent.times(&whole)))
        }
        Operated::Asked(asked) => match figure(asked)? {
            Figure::Number(number) => Ok(against(&amount, &number)),
            _ => Err(Text::new("check-change")),
        },
        Operated::Null => Err(Text::new("check-change")),
    }
}

fn share_against(asked: &Asked, percent: &Number) -> Result<Ordering, Text> {
    match asked {
        Asked::Drift(far) => Ok(number(*far).times(&Number::from(100)).cmp(percent)),
        _ => Err(Text::new("check-percent")),
    }
}
