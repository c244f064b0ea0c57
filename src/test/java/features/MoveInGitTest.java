package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier move} in repositories as people have them: with signatures, hooks, work trees, submodules, and in the middle of things. */
class MoveInGitTest {
    private static final String TRIED = "Tried to make two commits of this change, but ";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void aTerrace() {
        checkout = Checkout.create(folder.resolve("checkout"));
        checkout.git("config", "user.name", "gardener");
        checkout.git("config", "user.email", "gardener@example.com");
        Terrace.plant(checkout, "early apple", "late melon").commit("Plant");
        checkout.git("checkout", "-q", "-b", "feature");
    }

    private void transplant() {
        Terrace.plant(checkout, "late apple", "late melon").commit("Move the apple to the late stage");
    }

    private static void goesWell(Checkout checkout, String... more) {
        Run run = checkout.espalier(
                Stream.concat(Stream.of("move"), Stream.of(more)).toArray(String[]::new));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("takes it over: nothing is deleted");
    }

    private void refused(String why, String... more) {
        String refs = checkout.git("for-each-ref");
        Run run = checkout.espalier(
                Stream.concat(Stream.of("move"), Stream.of(more)).toArray(String[]::new));
        assertThat(run.err()).contains(TRIED + why);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(checkout.git("for-each-ref")).isEqualTo(refs);
    }

    private static void hook(Checkout checkout, String name, String script) throws IOException {
        Path file = checkout.path(".git/hooks/" + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void whoSignsKeepsTheHourOfTheAuthor() throws Exception {
        Tools.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"), folder, "")
                .expectSuccess();
        checkout.git("config", "commit.gpgsign", "true");
        checkout.git("config", "gpg.format", "ssh");
        checkout.git("config", "user.signingkey", folder.resolve("key").toString());
        transplant();
        checkout.git(
                "commit",
                "-q",
                "--amend",
                "--author=Pomona <p@example.com>",
                "--date=2026-03-01T09:30:00+0530",
                "-m",
                "Move");
        goesWell(checkout);
        assertThat(checkout.git("log", "-1", "--format=%an %ai", "feature-2"))
                .isEqualTo("Pomona 2026-03-01 09:30:00 +0530\n");
        assertThat(checkout.git("cat-file", "commit", "feature-1")).contains("gpgsig");
    }

    @Test
    void nothingToMove() {
        Run run = checkout.espalier("move", "--output", "json");
        assertThat(run.err()).matches("there is nothing to move: nothing changes since [0-9a-f]{7}\n");
        assertThat(run.out()).matches("\\{\"format\":1,\"base\":\"[0-9a-f]{7}\",\"commits\":\\[]}\n");
        assertThat(run.exit()).isZero();
        assertThat(checkout.espalier("diff", "main").exit()).as("its sibling").isZero();
        checkout.git("commit", "-q", "--allow-empty", "-m", "Nothing");
        assertThat(checkout.espalier("move", "main").err())
                .matches("there is nothing to move: nothing changes since main \\([0-9a-f]{7}\\)\n");
    }

    @Test
    void aClusterThatIsNewIsSomethingAndMovesNothing() {
        checkout.git("rm", "-q", "-r", "--cached", "dist");
        checkout.git("commit", "-q", "-m", "Uproot");
        checkout.git("branch", "-f", "main");
        checkout.commit("Plant again");
        assertThat(checkout.espalier("move").err()).startsWith("one commit will do: nothing since ");
    }

    @Test
    void inABareRepository() {
        transplant();
        checkout.git("config", "core.bare", "true");
        Run run = checkout.espalier("move");
        assertThat(run.err())
                .isEqualTo(TRIED
                        + "the repository /checkout/.git is bare, so that nothing of it is checked out: do this in a clone, or,"
                        + " should it be none, say git config core.bare false\n");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(checkout.espalier("push").err())
                .startsWith("Tried to push, but the repository /checkout/.git is bare");
    }

    /** What stays open holds the files of a table of refs open, which can be seen. */
    @Test
    void aRefusalLeavesNothingOpen() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            System.err.println("SKIPPED: there is no " + descriptors + " to see open files in");
            Assumptions.abort("no " + descriptors);
        }
        try (var repository = (FileRepository) new FileRepositoryBuilder()
                .setGitDir(checkout.path(".git").toFile())
                .build()) {
            repository.convertRefStorage("reftable", false, false);
        }
        Files.writeString(checkout.path(".git/MERGE_HEAD"), "0000000000000000000000000000000000000001\n");
        Run run = checkout.espalier("move");
        assertThat(run.err()).startsWith(TRIED + "git is in the middle of something (");
        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.map(MoveInGitTest::target)).noneMatch(path -> path.startsWith(checkout.root.toString()));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void inTheMiddleOfAMerge() {
        transplant();
        checkout.git("checkout", "-q", "-b", "other", "main");
        checkout.git("commit", "-q", "--allow-empty", "-m", "Elsewhere");
        checkout.git("checkout", "-q", "feature");
        checkout.git("merge", "-q", "--no-commit", "--no-ff", "other");
        refused("git is in the middle of something (");
    }

    @Test
    void onNoBranchUnderAName() {
        transplant();
        checkout.git("checkout", "-q", "--detach");
        goesWell(checkout, "--branch", "apples");
        assertThat(checkout.git("diff", "HEAD", "apples-2")).isEmpty();
    }

    @Test
    void onTheMainBranchItself() {
        checkout.git("checkout", "-q", "main");
        transplant();
        goesWell(checkout, "HEAD~1");
        assertThat(checkout.git("diff", "main", "main-2")).isEmpty();
    }

    @Test
    void inALinkedWorkTree() {
        transplant();
        Path linked = folder.resolve("linked");
        checkout.git("checkout", "-q", "main");
        checkout.git("worktree", "add", "-q", linked.toString(), "feature");
        Checkout other = Checkout.at(linked).clusters(fleet -> Terrace.planted(fleet, linked));
        goesWell(other);
        assertThat(checkout.git("rev-parse", "feature-2^{tree}"))
                .isEqualTo(checkout.git("rev-parse", "feature^{tree}"));
        assertThat(other.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void withASubmoduleAndASymbolicLinkInTheProgram() {
        Checkout shared = Checkout.create(folder.resolve("shared"));
        shared.write("launch.sh", checkout.read("espalier"));
        shared.commit("Share");
        checkout.git("checkout", "-q", "main");
        checkout.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                shared.root.toString(),
                "lib/shared");
        checkout.write("tools/run.sh", ". ./lib/shared/launch.sh\n");
        checkout.git("rm", "-q", "-f", "espalier");
        try {
            Files.createSymbolicLink(checkout.path("espalier"), Path.of("tools/run.sh"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        checkout.commit("Take what is shared").git("checkout", "-q", "-B", "feature");
        checkout.clusters(fleet -> Terrace.planted(fleet, checkout.root));
        checkout.write("src/main/terrace.txt", "late apple\nlate melon\n");
        checkout.synth().commit("Move the apple");
        goesWell(checkout);
        assertThat(checkout.git("ls-tree", "feature-1", "lib/shared", "espalier"))
                .contains("160000 commit", "120000 blob");
    }

    @Test
    void inASubmodule() {
        Checkout above = Checkout.create(folder.resolve("above"));
        transplant();
        checkout.git("checkout", "-q", "main");
        above.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                checkout.root.toString(),
                "clusters");
        Path root = above.path("clusters");
        Checkout below = Checkout.at(root).clusters(fleet -> Terrace.planted(fleet, root));
        below.git("config", "user.name", "gardener");
        below.git("config", "user.email", "gardener@example.com");
        below.git("checkout", "-q", "feature");
        goesWell(below, "origin/main");
    }

    @Test
    void hooksAreNotAsked() throws Exception {
        transplant();
        for (String name : new String[] {"pre-commit", "commit-msg", "prepare-commit-msg", "post-commit"}) {
            hook(checkout, name, "echo " + name + " >> '" + folder + "/asked'\nexit 1\n");
        }
        goesWell(checkout);
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void withoutAName() throws Exception {
        transplant();
        checkout.git("config", "--unset", "user.name");
        checkout.git("config", "--unset", "user.email");
        var builder = new ProcessBuilder(
                        ChildJvm.command(List.of("-Duser.home=" + folder), TerraceProgram.class, "move"))
                .directory(checkout.root.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.equals("XDG_CONFIG_HOME"));
        builder.environment().put("HOME", folder.toString());
        Process move = builder.start();
        assertThat(new String(move.getInputStream().readAllBytes(), UTF_8))
                .startsWith(TRIED + "git does not know who you are, so that a commit would have no author: git config");
        assertThat(move.waitFor()).isEqualTo(3);
    }

    @Test
    void aFileThatIsLeftBehindIsTold() {
        transplant();
        goesWell(checkout);
        checkout.git("checkout", "-q", "feature-1");
        checkout.clusters(fleet -> Terrace.planted(fleet, checkout.root));
        assertThat(checkout.espalier("synth", "--check").err()).doesNotContain("moves/terrace.yaml");
        checkout.git("checkout", "-q", "feature-2");
        checkout.git("checkout", "-q", "feature-1", "--", "moves");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .contains(
                        "warning[move-left-behind] Tried to do what moves/terrace.yaml says until the commit that moves its"
                                + " objects, but that is made: Deployment default/apple is applied by late now, and no more by early"
                                + " (and so with 1 more)");
    }

    @Test
    void aClusterWithErrorsIsSaidToHaveThem() {
        transplant();
        checkout.clusters(fleet -> fleet.cluster("terrace", (f, name) -> {
            throw new IllegalStateException("no such tree");
        }));
        refused("the cluster terrace has errors: see espalier check");
    }

    @Test
    void whatABotChangedMeanwhileIsNotOverlooked() {
        transplant();
        checkout.git("checkout", "-q", "main");
        checkout.edit("dist/terrace/early/apple/deployment.yaml", "apple:1.0.0", "apple:1.0.1");
        checkout.commit("Update the apple").git("checkout", "-q", "feature");
        refused(
                "dist/terrace/early/apple/deployment.yaml, which the first commit changes, is another on main since this branch left that: git rebase main, mvn synth,");
    }

    @Test
    void whatABotChangedElsewhereIsNoHindrance() {
        transplant();
        checkout.git("checkout", "-q", "main");
        checkout.edit("dist/terrace/late/melon/deployment.yaml", "melon:1.0.0", "melon:1.0.1");
        checkout.commit("Update the melon").git("checkout", "-q", "feature");
        goesWell(checkout);
    }
}
