package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hosted bot changes in a file of versions, a job takes to {@code dist/}, with as few rights as can be. */
class VersionsWorkflowTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    @TempDir
    Path folder;

    private static Mapping workflow() throws IOException {
        String text = Files.readString(ROOT.resolve(".github/workflows/versions.yaml"));
        return (Mapping) YamlReader.documents(text).get(0).value();
    }

    private static List<Mapping> steps(String job) throws IOException {
        Mapping jobs = Objects.requireNonNull(workflow().mapping("jobs"));
        var steps = new ArrayList<Mapping>();
        for (Value step : (Sequence)
                Objects.requireNonNull(Objects.requireNonNull(jobs.mapping(job)).get("steps"))) {
            steps.add((Mapping) step);
        }
        return steps;
    }

    private static String script(String job) throws IOException {
        for (Mapping step : steps(job)) {
            String script = step.text("run");
            if (script != null) {
                return script;
            }
        }
        throw new AssertionError("no script in " + job);
    }

    private static TreeMap<String, String> permissions(String job) throws IOException {
        Mapping jobs = Objects.requireNonNull(workflow().mapping("jobs"));
        var permissions = new TreeMap<String, String>();
        Objects.requireNonNull(Objects.requireNonNull(jobs.mapping(job)).mapping("permissions"))
                .forEach((key, value) -> permissions.put(key, ((Leaf) value).text()));
        return permissions;
    }

    @Test
    void whatRunsTheBranchMayNotWriteAndWhatMayWriteRunsNothingOfIt() throws IOException {
        assertThat(Objects.requireNonNull(workflow().mapping("permissions")).isEmpty())
                .isTrue();
        assertThat(permissions("synth")).containsOnly(java.util.Map.entry("contents", "read"));
        assertThat(permissions("push")).containsOnly(java.util.Map.entry("contents", "write"));
        assertThat(script("push")).doesNotContain("mvn", "tools/", "./");
        assertThat(Objects.requireNonNull(steps("synth").get(0).mapping("with")).text("persist-credentials"))
                .isEqualTo("false");
    }

    @Test
    void everyActionIsPinned() throws IOException {
        for (String job : List.of("synth", "push")) {
            for (Mapping step : steps(job)) {
                String uses = step.text("uses");
                assertThat(uses == null || uses.matches("actions/[a-z-]+@[0-9a-f]{40}"))
                        .as(uses)
                        .isTrue();
            }
        }
    }

    /** A repository with a branch of the bot's, and a clone of it in which the job works. */
    private Checkout job(String changed) throws IOException {
        Checkout origin = Checkout.create(folder.resolve("origin"));
        origin.write("dist/home/app.yaml", "version: 1\n");
        origin.write("src/Main.java", "class Main {}\n");
        origin.commit("Begin").git("branch", "renovate/films");
        Path clone = folder.resolve("clone");
        origin.git("clone", "-q", "-b", "renovate/films", origin.root.toString(), clone.toString());
        Checkout job = Checkout.at(clone);
        job.write(changed, "version: 2\n");
        job.git("add", "-A");
        String patch = job.git("diff", "--cached", "--binary");
        job.git("reset", "-q", "--hard");
        job.write("versions.patch", patch);
        return job;
    }

    private static Tools.Ran push(Checkout job) throws IOException {
        String script = "set -e\nexport GITHUB_REF=refs/heads/renovate/films\n" + script("push");
        return Tools.run(List.of("bash", "-c", script), job.root, "");
    }

    @Test
    void distIsCommittedToTheBranch() throws IOException {
        Checkout job = job("dist/home/app.yaml");
        push(job).expectSuccess();
        Checkout origin = Checkout.at(folder.resolve("origin"));
        assertThat(origin.git("show", "renovate/films:dist/home/app.yaml")).isEqualTo("version: 2\n");
        assertThat(origin.git("log", "-1", "--format=%an: %s", "renovate/films").trim())
                .isEqualTo("github-actions[bot]: Take the versions to dist/ and the snapshots");
        assertThat(origin.git("show", "--name-only", "--format=", "renovate/films")
                        .trim())
                .isEqualTo("dist/home/app.yaml");
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        for (String path : List.of("src/Main.java", ".github/workflows/more.yaml", "distress/it.yaml")) {
            Tools.Ran ran = push(job(path));
            assertThat(ran.exit()).as(path).isOne();
            assertThat(ran.out()).contains(path);
            Checkout origin = Checkout.at(folder.resolve("origin"));
            assertThat(origin.git("log", "--format=%s", "renovate/films").trim())
                    .isEqualTo("Begin");
            delete();
        }
    }

    @Test
    void nothingToDoIsNothingToPush() throws IOException {
        Checkout job = job("dist/home/app.yaml");
        job.write("versions.patch", "");
        assertThat(push(job).expectSuccess()).contains("already");
    }

    private void delete() throws IOException {
        for (String name : List.of("origin", "clone")) {
            try (Stream<Path> files = Files.walk(folder.resolve(name))) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Renovate's own engine is another one, but takes groups and classes as Java does. */
    @Test
    void renovateReadsEveryLineThatIsMarkedForIt() throws IOException {
        String config = Files.readString(ROOT.resolve("renovate.json"));
        Pattern wanted = Pattern.compile(quoted(config, "matchStrings"));
        Pattern files = Pattern.compile(quoted(config, "managerFilePatterns").replaceAll("^/|/$", ""));
        Pattern marker = Pattern.compile("(?m)^ *# renovate: .*\\n *(?:- )?(?:image|version): (\\S+)$");
        var read = new ArrayList<String>();
        try (Stream<Path> all = Files.walk(ROOT.resolve("src/main/resources"))) {
            for (Path file :
                    all.filter(path -> path.endsWith("versions.yaml")).sorted().toList()) {
                String path = ROOT.relativize(file).toString();
                String text = Files.readString(file);
                assertThat(files.matcher(path).find()).as(path).isTrue();
                Matcher found = wanted.matcher(text);
                Matcher line = marker.matcher(text);
                while (line.find()) {
                    assertThat(found.find()).as("%s: %s", path, line.group()).isTrue();
                    String digest = found.group("currentDigest");
                    assertThat(line.group(1))
                            .as(path)
                            .endsWith(found.group("currentValue") + (digest == null ? "" : "@" + digest));
                    read.add(found.group("depName"));
                }
                assertThat(found.find()).as("more than is marked in " + path).isFalse();
                assertThat(text.split("# renovate:", -1).length - 1)
                        .as("markers in " + path + " that Renovate does not read")
                        .isEqualTo((int) marker.matcher(text).results().count());
            }
        }
        assertThat(read).hasSizeGreaterThan(40);
    }

    /** The only string in the list {@code key}, as JSON has it. */
    private static String quoted(String config, String key) {
        Matcher matcher =
                Pattern.compile("\"" + key + "\": *\\[\\s*\"(.*)\"\\s*\\]").matcher(config);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).replace("\\\\", "\\").replace("\\\"", "\"");
    }
}
