//! Every command explains itself with examples, and the examples work when they are typed in as they stand.
#![cfg(all(unix, feature = "cli"))]

mod counter;

use std::path::Path;
use std::process::Command;

use counter::Counter;

/// The commands that the help lists.
fn commands(counter: &Counter) -> Vec<String> {
    let help = counter.ok(&["--help"]);
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = lines.take_while(|line| line.starts_with("  ")).map(|line| line.split_whitespace().next().unwrap());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The examples of a help text; one goes on below its line while a quotation, a pipe or a backslash is open.
fn examples(help: &str) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let mut open = false;
    for line in help.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| !line.is_empty()) {
        match examples.last_mut().filter(|_| open) {
            Some(example) => *example = format!("{example}\n{line}"),
            None => examples.push(line.trim().to_owned()),
        }
        let example = examples.last().unwrap();
        open = example.ends_with(['\\', '|']) || example.matches('\'').count() % 2 == 1;
    }
    examples
}

/// The same example, but a server is stopped after a second, takes any port, and logs nothing.
fn stopped(example: &str) -> String {
    if !example.contains("tillbook serve ") {
        return example.to_owned();
    }
    let port = if example.contains("--listen") { "" } else { " --listen 127.0.0.1:0" };
    let timed = example.replace("tillbook serve ", "timeout --preserve-status -s TERM 1 tillbook serve ");
    format!("{timed}{port} --log off")
}

#[test]
fn the_commands_are_those_of_this_version() {
    let counter = Counter::bare();
    assert_eq!(
        commands(&counter),
        [
            "demo",
            "import",
            "export",
            "get",
            "find",
            "list",
            "call",
            "serve",
            "stat",
            "check",
            "backup",
            "compact",
            "completions"
        ]
    );
}

#[test]
fn every_example_of_every_command_works() {
    let bare = Counter::bare();
    let binary = Path::new(env!("CARGO_BIN_EXE_tillbook"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut run = 0;
    for command in commands(&bare).iter().map(String::as_str).chain([""]) {
        let words: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let examples = examples(&bare.ok(&words));
        assert!(!examples.is_empty(), "{command} has no example");
        let longest = examples.iter().flat_map(|example| example.lines()).map(str::len).max();
        assert!(longest <= Some(78), "an example of {command} would be wrapped by a narrow terminal: {longest:?}");
        // The examples of one help are typed in one after the other.
        let counter = Counter::open();
        for example in examples {
            // Ten thousand customers take too long for a program that is not optimised.
            let small = match example.starts_with("tillbook demo") {
                true => format!("{example} --customers 100"),
                false => stopped(&example),
            };
            let output = Command::new("sh")
                .args(["-c", &small])
                .current_dir(counter.path("."))
                .env("PATH", &path)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.is_empty(), "{example}: {said}");
            run += 1;
        }
    }
    assert!(run > 25, "only {run} examples were found");
}

#[test]
fn the_short_help_and_the_help_command_show_the_same() {
    let counter = Counter::bare();
    for command in commands(&counter) {
        let long = counter.ok(&[&command, "--help"]);
        assert_eq!(counter.ok(&[&command, "-h"]), long);
        assert_eq!(counter.ok(&["help", &command]), long);
    }
}
