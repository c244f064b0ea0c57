package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push commits what was generated, with what the user staged, or leaves everything as it was. */
class PushTest {
    private static final String BUMP = "example.com/pear:2";

    @TempDir
    private Path folder;

    private Checkout mine;

    @BeforeEach
    void repositories() {
        mine = Checkout.withHub(folder);
        mine.write("src/main/java/clusters/Test.java", "class Test {}\n");
        mine.write("notes.txt", "one\n");
        pears("example.com/pear:1").synth().commit("Begin");
        mine.git("push", "-q", "-u", "origin", "main");
    }

    private Checkout pears(String image) {
        return mine.orchard(o -> o.app("apple", "example.com/apple:1").app("pear", image));
    }

    private String hub(String... args) {
        return Checkout.at(folder.resolve("hub.git")).git(args);
    }

    private String told(Checkout.Run run) {
        return run.err().replace(folder.toAbsolutePath().toString(), "").replaceAll("with [0-9a-f]{8} ", "with HASH ");
    }

    private String state() {
        return mine.git("rev-parse", "HEAD") + mine.git("status", "--short") + mine.git("diff", "--cached", "--stat");
    }

    @Test
    void whatWasGeneratedAndStagedGoesAndNothingElse() {
        pears(BUMP).synth();
        mine.write("src/main/java/clusters/Test.java", "class Test { }\n");
        mine.git("add", "src/main/java/clusters/Test.java");
        mine.write("notes.txt", "two\n");
        mine.git("add", "notes.txt");
        mine.write("notes.txt", "three\n");
        mine.write("stray.txt", "not mine to push\n");
        mine.write("snapshots/a.received.txt", "ignored\n");

        Checkout.Run run = mine.espalier("push");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(told(run)).isEqualTo("pushed 1 commit to main of /hub.git\n");
        assertThat(run.out()).isEqualTo(hub("rev-parse", "main")).isEqualTo(mine.git("rev-parse", "HEAD"));
        assertThat(hub("log", "-1", "--format=%s, by %an <%ae>", "--name-status", "main"))
                .isEqualTo("""
                        test: pear, by gardener <gardener@example.com>

                        M	dist/test/apps/pear/deployment.yaml
                        M	src/main/java/clusters/Test.java
                        """);
        assertThat(mine.git("status", "--short")).isEqualTo("MM notes.txt\n?? stray.txt\n");
        assertThat(told(mine.espalier("push"))).isEqualTo("nothing to push: main of /hub.git has it all\n");
    }

    @Test
    void filesComeAndGo() {
        mine.orchard(o -> o.app("apple", "example.com/apple:1").app("fig", "example.com/fig:1"))
                .synth();
        assertThat(mine.espalier("push", "--message", "Fell the pear, plant a fig")
                        .exit())
                .isZero();
        assertThat(hub("log", "-1", "--format=%s", "--name-status", "--no-renames", "main"))
                .startsWith("Fell the pear, plant a fig\n")
                .contains("dist/test/apps/fig/service.yaml\n")
                .contains("dist/test/apps/pear.yaml\n");
        assertThat(hub("ls-tree", "-r", "--name-only", "main")).doesNotContain("apps/pear");
        assertThat(mine.git("status", "--short")).isEmpty();
    }

    @Test
    void earlierCommitsGoAlong() {
        mine.write("notes.txt", "two\n");
        mine.commit("Note something");
        pears(BUMP).synth();
        assertThat(told(mine.espalier("push"))).isEqualTo("pushed 2 commits to main of /hub.git\n");
    }

    @Test
    void aBranchForAPullRequest() {
        pears(BUMP).synth();
        assertThat(mine.espalier("push", "--branch", "bump").exit()).isZero();
        assertThat(hub("log", "--format=%s", "bump")).isEqualTo("test: pear\nBegin\n");
        assertThat(hub("log", "--format=%s", "main")).isEqualTo("Begin\n");
    }

    @Test
    void aTreeThatIsNotWhatTheJavaSays() {
        String before = state();
        Checkout.Run run = pears(BUMP).espalier("push");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(told(run))
                .isEqualTo(
                        "Tried to push, but dist/ is not what the Java says: run mvn synth, and look at what changes\n");
        assertThat(run.out()).contains("dist/test/apps/pear/deployment.yaml");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void javaThatIsNotStaged() {
        pears(BUMP).synth();
        mine.write("src/main/java/clusters/Test.java", "class Test { }\n");
        mine.write("src/main/java/clusters/More.java", "class More {}\n");
        refused(
                1,
                "Tried to push, but the Java behind dist/ is not staged: src/main/java/clusters/More.java,"
                        + " src/main/java/clusters/Test.java; stage what belongs to this change with git add, and put the"
                        + " rest aside with git stash\n");
    }

    private void refused(int exit, String message) {
        String before = state();
        String there = hub("for-each-ref");
        Checkout.Run run = mine.espalier("push");
        assertThat(told(run)).isEqualTo(message);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(state()).isEqualTo(before);
        assertThat(hub("for-each-ref")).isEqualTo(there);
    }

    @Test
    void somebodyPushedFirst() {
        mine.git(
                "clone",
                "-q",
                folder.resolve("hub.git").toString(),
                folder.resolve("theirs").toString());
        var theirs = Checkout.at(folder.resolve("theirs"));
        theirs.write("notes.txt", "theirs\n");
        theirs.commit("Write down what the neighbours grow");
        theirs.git("push", "-q");
        pears(BUMP).synth();
        refused(
                1,
                "Tried to push, but somebody pushed to main first: gardener with HASH \"Write down what the neighbours"
                        + " grow\". Take it in with git pull --rebase, run mvn synth, and push again\n");
    }

    @Test
    void aRemoteThatRefuses() throws IOException {
        Path hook = folder.resolve("hub.git/hooks/pre-receive");
        Files.writeString(hook, "#!/bin/sh\necho no pears here >&2\nexit 1\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        pears(BUMP).synth();
        refused(3, "Tried to push, but the remote refused it: pre-receive hook declined\n");
    }

    @Test
    void aRemoteThatIsGone() throws IOException {
        Files.move(folder.resolve("hub.git"), folder.resolve("moved.git"));
        pears(BUMP).synth();
        String before = state();
        Checkout.Run run = mine.espalier("push");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(told(run)).startsWith("Tried to push, but the remote says: /hub.git: not found");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aMergeThatIsNotFinished() {
        mine.git("checkout", "-q", "-b", "other", "HEAD");
        mine.write("notes.txt", "other\n");
        mine.commit("Other");
        mine.git("checkout", "-q", "main");
        mine.write("notes.txt", "mine\n");
        mine.commit("Mine");
        mine.tryGit("merge", "other");
        refused(1, "Tried to push, but git is in the middle of something (Conflicts): finish it, or abort it\n");
    }

    /** The process may end between the remote's answer and the branch here; the next push finds its own commit there. */
    @Test
    void aPushThatEndedBeforeTheBranchFollowed() {
        String before = mine.git("rev-parse", "HEAD").strip();
        pears(BUMP).synth();
        assertThat(mine.espalier("push").exit()).isZero();
        String pushed = mine.git("rev-parse", "HEAD");
        mine.git("reset", "-q", "--mixed", before);
        assertThat(mine.git("status", "--short")).isNotEmpty();

        assertThat(mine.espalier("push").exit()).isZero();

        assertThat(mine.git("rev-parse", "HEAD")).isEqualTo(pushed);
        assertThat(mine.git("status", "--short")).isEmpty();
    }
}
