//! Glob patterns over the text of keys, with the rules that Redis has for `KEYS` and `SCAN`.

/// A glob: `*` any text, `?` any character, `[abc]` `[a-z]` `[^a]` one of a class, `\` takes the next one literally.
#[derive(Debug)]
pub(crate) struct Pattern {
    characters: Vec<char>,
}

impl Pattern {
    pub(crate) fn new(pattern: &str) -> Self {
        Self {
            characters: pattern.chars().collect(),
        }
    }

    /// Whether a text that begins with `prefix` can match at all: a cheap test before texts are rendered.
    pub(crate) fn may_match_prefix(&self, prefix: &str) -> bool {
        let literal = self
            .characters
            .iter()
            .take_while(|character| !matches!(character, '*' | '?' | '[' | '\\'));
        literal
            .zip(prefix.chars())
            .all(|(left, right)| *left == right)
    }

    /// Matches in time proportional to both lengths: only the last `*` is ever tried again.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut position) = (0, 0);
        let mut retry = None;
        while position < text.len() {
            if self.characters.get(at) == Some(&'*') {
                retry = Some((at, position));
                at += 1;
            } else if let Some(next) = self.step(at, text[position]) {
                at = next;
                position += 1;
            } else if let Some((star, from)) = retry {
                retry = Some((star, from + 1));
                at = star + 1;
                position = from + 1;
            } else {
                return false;
            }
        }
        self.characters[at.min(self.characters.len())..]
            .iter()
            .all(|character| *character == '*')
    }

    /// The place after the element at `at`, if that element matches `character`.
    fn step(&self, at: usize, character: char) -> Option<usize> {
        match self.characters.get(at)? {
            '?' => Some(at + 1),
            '[' => self.class(at + 1, character),
            '\\' if at + 1 < self.characters.len() => {
                (self.characters[at + 1] == character).then_some(at + 2)
            }
            literal => (*literal == character).then_some(at + 1),
        }
    }

    fn class(&self, mut at: usize, character: char) -> Option<usize> {
        let negated = self.characters.get(at) == Some(&'^');
        at += usize::from(negated);
        let mut found = false;
        while let Some(&first) = self.characters.get(at).filter(|first| **first != ']') {
            let first = if first == '\\' {
                at += 1;
                *self.characters.get(at)?
            } else {
                first
            };
            let range_end = self
                .characters
                .get(at + 2)
                .filter(|_| self.characters.get(at + 1) == Some(&'-'));
            let last = range_end.filter(|end| **end != ']').copied();
            let (low, high) =
                last.map_or((first, first), |last| (first.min(last), first.max(last)));
            found |= (low..=high).contains(&character);
            at += if last.is_some() { 3 } else { 1 };
        }
        (found != negated).then_some((at + 1).min(self.characters.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_matches_as_in_redis() {
        for (pattern, text, expected) in [
            ("user:*", "user:7", true),
            ("user:*", "users:7", false),
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("h?llo", "hello", true),
            ("h?llo", "hllo", false),
            ("h[ae]llo", "hallo", true),
            ("h[^e]llo", "hello", false),
            ("h[^e]llo", "hbllo", true),
            ("h[a-c]llo", "hbllo", true),
            ("h[c-a]llo", "hbllo", true),
            ("h\\*llo", "h*llo", true),
            ("h\\*llo", "hello", false),
            ("h[\\]]llo", "h]llo", true),
            (
                "*a*a*a*a*b",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                false,
            ),
        ] {
            assert_eq!(
                Pattern::new(pattern).matches(text),
                expected,
                "{pattern} on {text}"
            );
        }
    }

    #[test]
    fn a_prefix_excludes_what_cannot_match() {
        assert!(Pattern::new("user:*").may_match_prefix("user:"));
        assert!(Pattern::new("us*").may_match_prefix("user:"));
        assert!(Pattern::new("user:7").may_match_prefix("user:"));
        assert!(!Pattern::new("team:*").may_match_prefix("user:"));
        assert!(Pattern::new("*").may_match_prefix("user:"));
    }
}
