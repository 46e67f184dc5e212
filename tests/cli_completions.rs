//! Every shell is given completions that know the commands and their options.
#![cfg(feature = "cli")]

mod counter;

use counter::Counter;

#[test]
fn every_shell_completes_commands_options_and_providers() {
    let counter = Counter::bare();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = counter.ok(&["completions", shell]);
        for word in ["demo", "import", "export", "compact", "merchant-customer-id", "newest-first", "dry-run"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(counter.ok(&["completions", shell]).contains("digital-river"), "{shell}");
    }
}

#[test]
fn bash_completes_what_was_begun() {
    if std::process::Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let counter = Counter::bare();
    counter.write("tillbook.bash", &counter.ok(&["completions", "bash"]));
    let asked = "source ./tillbook.bash; COMP_WORDS=(tillbook li); COMP_CWORD=1; COMPREPLY=(); \
                 _tillbook tillbook li tillbook; echo \"${COMPREPLY[@]}\"";
    let output =
        std::process::Command::new("bash").args(["-c", asked]).current_dir(counter.path(".")).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), "list");
}
