//! `"user:<tenant>:<user.id>"`: templates of keys and tags.
//!
//! Knows the grammar only; whether a placeholder names an argument is decided where the arguments are known.

use std::iter::Peekable;
use std::str::Chars;

use syn::parse::{Parse, ParseStream};
use syn::{Error, LitStr, Result};

/// A parsed template: one more text than placeholders, alternating.
#[derive(Clone)]
pub(crate) struct Template {
    pub(crate) literal: LitStr,
    pub(crate) texts: Vec<String>,
    pub(crate) placeholders: Vec<Placeholder>,
}

/// A path into an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placeholder {
    pub(crate) root: String,
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Field(String),
    Index(u32),
    Method(String),
}

impl Parse for Template {
    fn parse(input: ParseStream) -> Result<Self> {
        let literal: LitStr = input.parse()?;
        match Scanner::scan(&literal.value()) {
            Ok((texts, placeholders)) => Ok(Self {
                literal,
                texts,
                placeholders,
            }),
            Err(message) => Err(Error::new_spanned(literal, message)),
        }
    }
}

/// Reads a template character by character.
struct Scanner<'a> {
    characters: Peekable<Chars<'a>>,
    texts: Vec<String>,
    text: String,
    placeholders: Vec<Placeholder>,
}

type Parts = (Vec<String>, Vec<Placeholder>);

impl<'a> Scanner<'a> {
    fn scan(template: &'a str) -> std::result::Result<Parts, String> {
        if template.is_empty() {
            return Err("the template is empty; write a name, as in `\"user:<id>\"`".to_owned());
        }
        let mut scanner = Self {
            characters: template.chars().peekable(),
            texts: Vec::new(),
            text: String::new(),
            placeholders: Vec::new(),
        };
        while let Some(character) = scanner.characters.next() {
            scanner.step(character)?;
        }
        scanner.texts.push(scanner.text);
        ensure_separated(&scanner.texts)?;
        Ok((scanner.texts, scanner.placeholders))
    }

    fn step(&mut self, character: char) -> std::result::Result<(), String> {
        match character {
            '<' | '>' | '{' | '}' if self.characters.next_if_eq(&character).is_some() => {
                self.text.push(character);
            }
            '<' => self.placeholder('<', '>')?,
            '{' => self.placeholder('{', '}')?,
            '>' | '}' => {
                return Err(format!(
                    "`{character}` closes nothing; write `{character}{character}` for the character itself"
                ));
            }
            character => self.text.push(character),
        }
        Ok(())
    }

    fn placeholder(&mut self, open: char, close: char) -> std::result::Result<(), String> {
        let mut written = String::new();
        loop {
            match self.characters.next() {
                Some(character) if character == close => break,
                Some(character) if character != open => written.push(character),
                _ => {
                    return Err(format!(
                        "the placeholder `{open}{written}` is not closed; write `{open}{written}{close}`, or `{open}{open}` for the character itself"
                    ));
                }
            }
        }
        self.placeholders.push(path(&written)?);
        self.texts.push(std::mem::take(&mut self.text));
        Ok(())
    }
}

fn path(written: &str) -> std::result::Result<Placeholder, String> {
    if written.trim().is_empty() {
        return Err(
            "a placeholder is empty; write the name of an argument, as in `<id>`".to_owned(),
        );
    }
    let not_a_path = || {
        format!(
            "`<{written}>` is not a path; write an argument or a path into one, as in `<id>`, `<user.id>`, `<pair.0>` or `<name.len()>`"
        )
    };
    let mut words = written.split('.');
    let root = words
        .next()
        .filter(|root| *root == "self" || is_name(root))
        .ok_or_else(not_a_path)?;
    let steps = words
        .map(step)
        .collect::<Option<Vec<_>>>()
        .ok_or_else(not_a_path)?;
    Ok(Placeholder {
        root: root.trim_start_matches("r#").to_owned(),
        steps,
    })
}

fn step(word: &str) -> Option<Step> {
    if let Some(method) = word.strip_suffix("()") {
        return is_name(method).then(|| Step::Method(method.to_owned()));
    }
    if word.starts_with(|character: char| character.is_ascii_digit()) {
        return word.parse().ok().map(Step::Index);
    }
    is_name(word).then(|| Step::Field(word.to_owned()))
}

/// Any identifier; a bare keyword is one too, since the argument `r#type` is written `<type>`.
fn is_name(word: &str) -> bool {
    let bare = word.strip_prefix("r#").unwrap_or(word);
    bare.starts_with(|first: char| first == '_' || first.is_alphabetic())
        && bare.chars().all(|character| {
            character == '_' || character.is_ascii_digit() || character.is_alphabetic()
        })
        && !matches!(bare, "_" | "self" | "Self" | "super" | "crate")
}

/// Two placeholders need a character between them that cannot occur inside a rendered argument; else two lists of arguments
/// could render to one text.
fn ensure_separated(texts: &[String]) -> std::result::Result<(), String> {
    let between = texts
        .get(1..texts.len().saturating_sub(1))
        .unwrap_or_default();
    match between.iter().find(|text| !text.chars().any(separates)) {
        None => Ok(()),
        Some(text) if text.is_empty() => Err(
            "nothing separates two neighbouring placeholders; write a `:` between them".to_owned(),
        ),
        Some(text) => Err(format!(
            "`{text}` does not separate its neighbouring placeholders; write a `:` between them"
        )),
    }
}

fn separates(character: char) -> bool {
    !character.is_alphanumeric() && !matches!(character, '%' | '(' | ')' | ',')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Placeholder, Scanner, Step, is_name};

    fn placeholder(root: &str, steps: &[Step]) -> Placeholder {
        Placeholder {
            root: root.to_owned(),
            steps: steps.to_vec(),
        }
    }

    #[test]
    fn texts_and_placeholders_alternate() {
        let (texts, placeholders) = Scanner::scan("user:<tenant>:{id}").unwrap();
        assert_eq!(texts, ["user:", ":", ""]);
        assert_eq!(
            placeholders,
            [placeholder("tenant", &[]), placeholder("id", &[])]
        );
    }

    #[test]
    fn paths_reach_into_arguments() {
        let (_, placeholders) =
            Scanner::scan("<user.id>:<pair.0>:<name.len()>:<self.region>:<r#type>:<a.b.c>")
                .unwrap();
        assert_eq!(
            placeholders,
            [
                placeholder("user", &[Step::Field("id".into())]),
                placeholder("pair", &[Step::Index(0)]),
                placeholder("name", &[Step::Method("len".into())]),
                placeholder("self", &[Step::Field("region".into())]),
                placeholder("type", &[]),
                placeholder("a", &[Step::Field("b".into()), Step::Field("c".into())]),
            ]
        );
    }

    #[test]
    fn doubled_brackets_are_literal() {
        let (texts, placeholders) = Scanner::scan("a<<b>>:{{c}}:<id>>>").unwrap();
        assert_eq!(texts, ["a<b>:{c}:", ">"]);
        assert_eq!(placeholders.len(), 1);
    }

    #[test]
    fn faults_are_named() {
        let table = [
            ("", "the template is empty"),
            ("user:<id", "the placeholder `<id` is not closed"),
            ("user:{id", "the placeholder `{id` is not closed"),
            ("user:<a<b>", "the placeholder `<a` is not closed"),
            ("user:<>", "a placeholder is empty"),
            ("user:{ }", "a placeholder is empty"),
            ("user:<a + b>", "`<a + b>` is not a path"),
            ("user:<1>", "`<1>` is not a path"),
            ("user:<a.>", "`<a.>` is not a path"),
            ("user:<a.f(1)>", "`<a.f(1)>` is not a path"),
            ("user:<a.-1>", "`<a.-1>` is not a path"),
            ("user:>", "`>` closes nothing"),
            ("user:<a>}", "`}` closes nothing"),
            ("<a><b>", "nothing separates two neighbouring placeholders"),
            ("<a>x1%(),<b>", "`x1%(),` does not separate"),
        ];
        for (template, expected) in table {
            let message = Scanner::scan(template).unwrap_err();
            assert!(message.starts_with(expected), "{template}: {message}");
        }
    }

    #[test]
    fn other_separators_than_a_colon_will_do() {
        assert!(Scanner::scan("<a>-<b>/<c> and <d>").is_ok());
        assert!(Scanner::scan("x<a>").is_ok());
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            "[a-z_][a-z0-9_]{0,5}"
                .prop_filter("a name", |word| is_name(word))
                .prop_map(Step::Field),
            (0..20_u32).prop_map(Step::Index),
            "[a-z_][a-z0-9_]{0,5}"
                .prop_filter("a name", |word| is_name(word))
                .prop_map(Step::Method),
        ]
    }

    fn any_placeholder() -> impl Strategy<Value = Placeholder> {
        let root = prop_oneof![
            Just("self".to_owned()),
            "[a-zäλ_][a-z0-9_]{0,5}".prop_filter("a name", |word| is_name(word)),
        ];
        let steps = prop::collection::vec(step(), 0..4);
        (root, steps).prop_map(|(root, steps)| Placeholder { root, steps })
    }

    /// Text that separates, brackets included.
    fn any_text() -> impl Strategy<Value = String> {
        "[a-z<>{}%:/ é]{0,6}:"
    }

    /// The template as a user would write it.
    fn written(texts: &[String], placeholders: &[Placeholder], braces: bool) -> String {
        let (open, close) = if braces { ('{', '}') } else { ('<', '>') };
        let mut out = String::new();
        for (index, text) in texts.iter().enumerate() {
            for character in text.chars() {
                out.push(character);
                if matches!(character, '<' | '>' | '{' | '}') {
                    out.push(character);
                }
            }
            if let Some(placeholder) = placeholders.get(index) {
                let steps = placeholder.steps.iter().map(|step| match step {
                    Step::Field(name) => format!(".{name}"),
                    Step::Index(index) => format!(".{index}"),
                    Step::Method(name) => format!(".{name}()"),
                });
                let steps: String = steps.collect();
                out.extend([
                    open.to_string(),
                    placeholder.root.clone(),
                    steps,
                    close.to_string(),
                ]);
            }
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            (texts, placeholders) in (1..5_usize).prop_flat_map(|number| (
                prop::collection::vec(any_text(), number + 1),
                prop::collection::vec(any_placeholder(), number),
            )),
            braces: bool,
        ) {
            let template = written(&texts, &placeholders, braces);
            prop_assert_eq!(Scanner::scan(&template), Ok((texts, placeholders)), "{}", template);
        }

        #[test]
        fn what_is_read_is_written_again(template in "[a-z<>{}.:()0-9]{0,20}") {
            if let Ok((texts, placeholders)) = Scanner::scan(&template) {
                prop_assert_eq!(texts.len(), placeholders.len() + 1);
                let again = written(&texts, &placeholders, false);
                prop_assert_eq!(Scanner::scan(&again), Ok((texts, placeholders)), "{}", again);
            }
        }

        #[test]
        fn no_text_breaks_the_scanner(template in any::<String>()) {
            let _ = Scanner::scan(&template);
        }
    }
}
