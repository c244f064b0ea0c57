# Sourced by ../../espalier when it finds no build of what the sources now are. Leaves $build, whose four lines are the
# class path: the libraries that most runs load, the folder of espalier.jar, the jar of all the rest (clusters, apps, infra,
# resources), and the other libraries. These come last, since Java opens each jar on the way to the class that it looks for,
# which for all of them takes 15 ms.
#
# Each is made only when its own sources changed, in $stage, and then renamed: launchers that run at the same time see
# all of it or nothing. The lock only spares them doing the same work twice.

stage=$launcher/stage.$$

# Waits for another build for two minutes at most, and then builds beside it.
take_lock() {
  mkdir -p "$stage" || {
    say "Tried to compile into $launcher, but it cannot be written."
    exit 3
  }
  waited=0
  until ln -s $$ "$launcher/lock" 2> /dev/null || [ $((waited += 1)) -gt 120 ]; do
    if kill -0 "$(readlink "$launcher/lock")" 2> /dev/null; then sleep 1; else rm -f "$launcher/lock"; fi
  done
  trap 'rm -rf "$stage" "$launcher/lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

release_lock() {
  rm -rf "$stage" "$launcher/lock"
  trap - EXIT INT TERM
}

sources() (cd "$root" && find -L src/main/java -name '*.java' "$@" | sed 's/.*/"&"/')

tool() {
  name=$1
  shift
  "$jdk/bin/$name" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -J-Xshare:auto "$@"
}

# Writes the class paths of the libraries to the file $1, those that most runs load in the first line: all of the runtime
# scope, from the local repository if it has them all, as Maven resolves them.
resolve_libraries() {
  command -v mvn > /dev/null || {
    say "Tried to resolve the libraries of pom.xml with Maven, but there is no mvn on PATH."
    say "Install it: apt install maven, brew install maven, or https://maven.apache.org/download.cgi"
    exit 3
  }
  say "resolving libraries"
  (
    cd "$root"
    export JAVA_HOME="$jdk"
    mvn -B -q -o prepare-synth > /dev/null 2>&1 || mvn -B -q -ntp prepare-synth >&2
  ) || {
    say "Tried to resolve the libraries of pom.xml with Maven, but it failed: see above."
    exit 3
  }
  usual='/picocli-[^/]*$|/snakeyaml-[^/]*$'
  {
    grep -E "$usual" "$root/target/synth/libraries" | paste -s -d : -
    grep -E -v "$usual" "$root/target/synth/libraries" | paste -s -d : -
  } > "$stage/libraries"
  mv "$stage/libraries" "$1"
}

# Reads $usual and $seldom from the file $1. False if any of them is gone.
read_libraries() {
  [ -f "$1" ] && { read -r usual && read -r seldom; } < "$1" && all_there "$usual:$seldom"
}

# Compiles $stage/sources against the class path $1, and puts the resources beside the classes.
compile() {
  [ -x "$jdk/bin/javac" ] || no_jdk "a Java runtime without javac at $jdk"
  say "compiling"
  (
    cd "$root"
    tool javac --release 17 -XDstringConcat=inline -g -proc:none -implicit:none -nowarn -encoding UTF-8 \
      -sourcepath "" -cp "$1" -d "$stage/classes" "@$stage/sources" >&2
  ) || {
    say "Tried to compile src/main/java, but it has errors: see above."
    exit 1
  }
  [ ! -d "$root/src/main/resources" ] || cp -RL "$root/src/main/resources/." "$stage/classes/"
}

pack() { tool jar --create --no-compress --no-manifest --file "$1" -C "$2" "$3"; }

# Removes all but the three newest of what is named $1-*: another launcher may still be using the last ones.
keep_newest() {
  set +f
  # shellcheck disable=SC2012 # the names are ours
  (cd "$launcher" && ls -1td "$1"-* | tail -n +4 | while read -r old; do rm -rf "$old"; done)
  set -f
}

# Sets $usual, $compiler, $constructs and $seldom, and makes what is missing of them; $edited if the sources changed meanwhile.
make_build() {
  mkdir -p "$stage/classes" "$stage/compiler/loaded-by"
  contents > "$stage/contents"
  outside() { grep -v ' src/main/' "$stage/contents"; }
  of_compiler() { grep ' src/main/[^/]*/espalier/' "$stage/contents"; }

  state=$(key < "$stage/contents")
  build=$launcher/build-$state
  constructs=$launcher/constructs-$state.jar
  compiler=$launcher/compiler-$({ outside; of_compiler; } | key)
  resolved=$launcher/libraries-$(outside | key)
  read_libraries "$resolved" || { resolve_libraries "$resolved" && read_libraries "$resolved"; }

  if [ -f "$compiler/espalier.jar" ]; then
    sources ! -path 'src/main/java/espalier/*' > "$stage/sources"
    compile "$usual:$compiler/espalier.jar:$seldom"
  else
    sources > "$stage/sources"
    compile "$usual:$seldom"
  fi
  contents | cmp -s - "$stage/contents" || { edited=yes && return; }

  if [ ! -f "$compiler/espalier.jar" ]; then
    pack "$stage/compiler/espalier.jar" "$stage/classes" espalier
    (cd "$stage/classes" && find espalier -name '*.class' | sed 's|.class$||') > "$stage/compiler/classes"
    mv "$stage/compiler" "$compiler"
  fi
  rm -rf "$stage/classes/espalier"
  pack "$stage/constructs.jar" "$stage/classes" .
  mv "$stage/constructs.jar" "$constructs"

  printf '%s\n' "$usual" "$compiler" "$constructs" "$seldom" > "$stage/build"
  mv "$stage/build" "$build"
  for kind in libraries compiler constructs build; do keep_newest $kind; done
}

edited=
take_lock
read_build || make_build
release_lock
[ -z "$edited" ] || exec sh "$self" "$@"
