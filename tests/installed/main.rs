//! What was installed cannot be found, linked or run by a program outside of this tree, or is not what programs were
//! built against.
//!
//! `make install` lays the tree out. With TILLBOOK_INSTALLED it is one that somebody else laid out, such as cargo-c.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The most that the shared library may take, in bytes. It is to have no more than `WANTED`; what takes the rest, and what
/// was done about it, is in docs/decisions/0022.
const LARGEST: u64 = 4_120_000;
const WANTED: u64 = 2_500_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where programs of this test lie.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("installed").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a command says; it must succeed.
fn say(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let [said, complained] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(output.status.success(), "{command:?}: {}\n{said}{complained}", output.status);
    said
}

/// Installs with `make install`.
fn make(settings: &[String]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut make = Command::new("make");
    make.arg("install").args(settings).current_dir(root()).env("CARGO_TARGET_DIR", target);
    assert!(make.status().unwrap().success(), "{make:?}");
}

/// The folder below which the library is installed, as a program finds it.
fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        if let Some(prefix) = std::env::var_os("TILLBOOK_INSTALLED") {
            return prefix.into();
        }
        let prefix = folder("prefix");
        make(&[format!("PREFIX={}", prefix.display())]);
        prefix
    })
}

/// The value of a macro of the installed header.
fn defined(name: &str) -> String {
    let header = std::fs::read_to_string(prefix().join("include/tillbook.h")).unwrap();
    let begin = format!("#define {name} ");
    header.lines().find_map(|line| line.strip_prefix(&begin)).unwrap().trim_matches('"').to_owned()
}

fn shared() -> PathBuf {
    std::fs::canonicalize(prefix().join("lib/libtillbook.so")).unwrap()
}

/// What the dynamic section of a file says under one of its names.
fn dynamic(file: &Path, name: &str) -> Vec<String> {
    let section = say(Command::new("readelf").arg("-d").arg(file));
    let lines = section.lines().filter(|line| line.contains(&format!("({name})")));
    lines.map(|line| line.split(['[', ']']).nth(1).unwrap().to_owned()).collect()
}

fn pkg_config(arguments: &[&str]) -> Vec<String> {
    let mut command = Command::new("pkg-config");
    command.args(arguments).arg("tillbook").env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig"));
    say(&mut command).split_whitespace().map(str::to_owned).collect()
}

/// Compiles the consumer with what pkg-config says.
fn compile(compiler: &str, flags: &[&str], linked: &[String], program: &Path) {
    let mut command = Command::new(compiler);
    command.args(flags).args(["-Wall", "-Wextra", "-Werror", "-o"]).arg(program);
    command.arg(root().join("tests/installed/consumer.c")).args(linked);
    say(&mut command);
}

/// Runs the consumer on a store of its own.
fn run(program: &Path) {
    let store = program.with_extension("tillbook");
    let mut command = Command::new(program);
    command.arg(&store).env("LD_LIBRARY_PATH", prefix().join("lib"));
    assert_eq!(say(&mut command), "0 handles left\n");
}

#[test]
fn everything_is_there_and_nothing_else() {
    let mut found = Vec::new();
    let mut folders = vec![prefix().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap()) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(prefix()).unwrap().display().to_string());
            }
        }
    }
    found.sort();
    let whole = shared().file_name().unwrap().to_str().unwrap().to_owned();
    let soname = format!("libtillbook.so.{}", defined("TILLBOOK_ABI_VERSION"));
    assert!(whole.starts_with(&format!("{soname}.")), "{whole}");
    let expected = [
        "include/tillbook.h",
        "lib/libtillbook.a",
        "lib/libtillbook.so",
        &format!("lib/{soname}"),
        &format!("lib/{whole}"),
        "lib/pkgconfig/tillbook.pc",
        "share/cmake/Tillbook/TillbookConfig.cmake",
        "share/cmake/Tillbook/TillbookConfigVersion.cmake",
    ];
    assert_eq!(found, expected);
    let header = std::fs::read(root().join("include/tillbook.h")).unwrap();
    assert!(std::fs::read(prefix().join("include/tillbook.h")).unwrap() == header);
    assert_eq!(std::fs::canonicalize(prefix().join("lib").join(soname)).unwrap(), shared());
}

#[test]
fn the_shared_library_is_small_and_gives_out_what_is_on_the_list() {
    assert_eq!(dynamic(&shared(), "SONAME"), [format!("libtillbook.so.{}", defined("TILLBOOK_ABI_VERSION"))]);
    let needed = dynamic(&shared(), "NEEDED");
    let usual = |library: &String| {
        ["libc.so", "libgcc_s.so", "libm.so", "ld-linux"].iter().any(|known| library.starts_with(known))
    };
    assert!(needed.iter().all(usual), "{needed:?}");

    let symbols = say(Command::new("nm").args(["-D", "--defined-only", "--format=posix"]).arg(shared()));
    let mut symbols: Vec<&str> = symbols.lines().filter_map(|line| line.split(' ').next()).collect();
    symbols.sort();
    let listed = std::fs::read_to_string(root().join("abi/exports.txt")).unwrap();
    assert_eq!(symbols, listed.lines().collect::<Vec<_>>());

    let sections = say(Command::new("readelf").args(["-SW"]).arg(shared()));
    assert!(!sections.contains(".symtab") && !sections.contains(".debug_"), "it is not stripped");
    let size = std::fs::metadata(shared()).unwrap().len();
    println!("the shared library has {size} bytes and is to have {WANTED}");
    assert!(size <= LARGEST, "the shared library has {size} bytes");
}

#[test]
fn a_program_finds_the_shared_library_by_pkg_config() {
    let program = folder("pkg_config_shared").join("consumer");
    assert_eq!(pkg_config(&["--modversion"]), [defined("TILLBOOK_VERSION")]);
    compile("cc", &["-std=c99", "-Wpedantic"], &pkg_config(&["--cflags", "--libs"]), &program);
    assert!(dynamic(&program, "NEEDED").iter().any(|library| library.starts_with("libtillbook.so.")));
    run(&program);
}

#[test]
fn a_program_in_cpp_finds_it_too() {
    let program = folder("cpp").join("consumer");
    let linked = pkg_config(&["--cflags", "--libs"]);
    compile("c++", &["-xc++", "-std=c++17", "-Wpedantic"], &linked, &program);
    run(&program);
}

/// As the header's first page says it.
#[test]
fn a_program_finds_the_static_library_by_pkg_config() {
    let program = folder("pkg_config_static").join("consumer");
    let mut linked = pkg_config(&["--static", "--cflags", "--libs"]);
    linked.iter_mut().for_each(|flag| *flag = flag.replace("-ltillbook", "-l:libtillbook.a"));
    compile("cc", &["-std=c99", "-Wpedantic"], &linked, &program);
    assert!(!dynamic(&program, "NEEDED").iter().any(|library| library.contains("tillbook")));
    run(&program);
}

#[test]
fn a_program_finds_both_by_cmake() {
    let folder = folder("cmake");
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(root().join("tests/installed")).arg("-B").arg(&folder);
    configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix().display()));
    say(&mut configure);
    say(Command::new("cmake").arg("--build").arg(&folder));
    assert!(dynamic(&folder.join("shared"), "NEEDED").iter().any(|library| library.starts_with("libtillbook.so.")));
    assert!(!dynamic(&folder.join("static"), "NEEDED").iter().any(|library| library.contains("tillbook")));
    run(&folder.join("shared"));
    run(&folder.join("static"));

    // Before 1.0 another second number is another interface.
    let asked = root().join("tests/installed/CMakeLists.txt");
    let later = folder.join("later");
    std::fs::create_dir(&later).unwrap();
    let text = std::fs::read_to_string(asked).unwrap().replace("Tillbook 0.1", "Tillbook 0.0");
    std::fs::write(later.join("CMakeLists.txt"), text).unwrap();
    std::fs::copy(root().join("tests/installed/consumer.c"), later.join("consumer.c")).unwrap();
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(&later).arg("-B").arg(later.join("built"));
    configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix().display()));
    let output = configure.output().unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("requested version \"0.0\""));
}

/// What rustc says that the static library needs is what the page tells those who link by hand.
#[test]
fn the_first_page_names_what_the_static_library_needs() {
    let file = std::fs::read_to_string(prefix().join("lib/pkgconfig/tillbook.pc")).unwrap();
    let needs = file.lines().find_map(|line| line.strip_prefix("Libs.private: ")).unwrap();
    let header = std::fs::read_to_string(prefix().join("include/tillbook.h")).unwrap();
    let told = header.lines().find_map(|line| line.trim_start_matches([' ', '*']).strip_prefix("Linux, glibc "));
    assert_eq!(told.map(str::trim), Some(needs.trim()));
}

/// A packager installs into a folder of his own what is to lie elsewhere.
#[test]
fn a_tree_for_a_package_speaks_of_where_it_will_lie() {
    let stage = folder("stage");
    let settings = [format!("DESTDIR={}", stage.display()), "PREFIX=/usr".to_owned(), "LIBDIR=/usr/lib64".to_owned()];
    make(&settings);
    assert!(stage.join("usr/include/tillbook.h").exists() && stage.join("usr/lib64/libtillbook.a").exists());
    let file = std::fs::read_to_string(stage.join("usr/lib64/pkgconfig/tillbook.pc")).unwrap();
    assert!(file.contains("prefix=/usr\n") && file.contains("libdir=${prefix}/lib64\n"), "{file}");
    assert!(!file.contains(&*stage.to_string_lossy()), "{file}");
}
