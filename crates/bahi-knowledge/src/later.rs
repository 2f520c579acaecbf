//! Files of the stock that are parsed when they are first asked for, so that loading does not pay for what a report lacks.

use std::borrow::Cow;
use std::ops::{Deref, Index};
use std::sync::OnceLock;

/// How a file's text becomes a value.
pub type Parse<T> = fn(&str) -> Result<T, String>;

/// A value, or the text that it is parsed from on first use.
#[derive(Debug)]
pub struct Later<T> {
    text: Cow<'static, str>,
    parse: Option<Parse<T>>,
    value: OnceLock<T>,
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self { text: Cow::Borrowed(""), parse: None, value: OnceLock::new() }
    }
}

impl<T> Later<T> {
    /// A value that is at hand.
    pub fn now(value: T) -> Self {
        Self { value: OnceLock::from(value), ..Self::default() }
    }

    /// Text for later; it should be known to be sound, since what cannot be parsed is the default.
    pub fn put_off(text: Cow<'static, str>, parse: Parse<T>) -> Self {
        Self { text, parse: Some(parse), value: OnceLock::new() }
    }
}

impl<T: Default> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| self.parse.and_then(|parse| parse(&self.text).ok()).unwrap_or_default())
    }
}

/// The things of many files, numbered through; each file is parsed when one of its things is asked for.
#[derive(Debug)]
pub struct Files<T> {
    // Number of the first thing of each file, and of all.
    starts: Vec<usize>,
    files: Vec<Later<Vec<T>>>,
}

impl<T> Default for Files<T> {
    fn default() -> Self {
        Self { starts: vec![0], files: Vec::new() }
    }
}

impl<T> Files<T> {
    /// Adds a file with so many things.
    pub fn add(&mut self, file: Later<Vec<T>>, count: usize) {
        self.starts.push(self.len() + count);
        self.files.push(file);
    }

    /// Number of things in all files.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A thing by its number.
    pub fn get(&self, number: usize) -> Option<&T> {
        let file = self.starts.partition_point(|&start| start <= number).checked_sub(1)?;
        self.files.get(file)?.get(number - self.starts[file])
    }

    /// All things by number.
    pub fn iter(&self) -> std::iter::Flatten<std::slice::Iter<'_, Later<Vec<T>>>> {
        self.files.iter().flatten()
    }
}

impl<T> Index<usize> for Files<T> {
    type Output = T;

    fn index(&self, number: usize) -> &T {
        self.get(number).expect("numbers come from the index of the same stock")
    }
}

impl<'a, T> IntoIterator for &'a Later<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a Files<T> {
    type Item = &'a T;
    type IntoIter = std::iter::Flatten<std::slice::Iter<'a, Later<Vec<T>>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_numbered_through_the_files() {
        let mut files: Files<i32> = Files::default();
        files.add(Later::put_off("1 2".into(), parse), 2);
        files.add(Later::now(Vec::new()), 0);
        files.add(Later::put_off("3".into(), parse), 1);
        assert_eq!((files.len(), files.get(1), files[2], files.get(3)), (3, Some(&2), 3, None));
        assert_eq!(files.iter().copied().collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn what_cannot_be_parsed_is_nothing() {
        assert!(Later::put_off("x".into(), parse).is_empty());
    }

    fn parse(text: &str) -> Result<Vec<i32>, String> {
        text.split(' ').map(|n| n.parse().map_err(|_| n.to_owned())).collect()
    }
}
