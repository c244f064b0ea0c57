package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever goes wrong around a push, and whenever: nothing is lost, no commit is half made, the exit code says what it was, and the
 * next push does it. The other side is a real git server over http.
 */
@Tag("long")
class PushFaultsTest {
    private static final int INTERRUPTIONS = 12;

    @TempDir
    Path folder;

    private GitServer server;
    private Checkout mine;

    @BeforeEach
    void serve() throws Exception {
        server = GitServer.start(folder.resolve("server"));
        mine = begin(folder.resolve("mine"));
    }

    private Checkout begin(Path root) {
        var checkout = Checkout.create(root).clusters(ChildProgram.clusters("0-6-1"));
        checkout.git("config", "user.name", "gardener");
        checkout.git("config", "user.email", "gardener@example.com");
        checkout.git("config", "credential.helper", "");
        checkout.git("remote", "add", "origin", server.url());
        checkout.write("notes.txt", "one\n");
        checkout.synth().commit("Begin");
        checkout.git("push", "-q", "-u", "origin", "main");
        checkout.write("notes.txt", "two\n");
        checkout.git("add", "notes.txt");
        checkout.write("notes.txt", "three\n");
        return checkout;
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static String state(Checkout checkout) {
        return checkout.git("rev-parse", "HEAD")
                + checkout.git("status", "--short")
                + checkout.git("ls-files", "--stage");
    }

    /** Pushes, which must fail so and leave everything as it was, there and here. */
    private String refused(int exit) {
        String before = state(mine);
        String there = mine.git("ls-remote", "origin");
        return refused(exit, before, there);
    }

    private String refused(int exit, String before, String there) {
        Run run = mine.espalier("push");
        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
        assertThat(state(mine)).isEqualTo(before);
        server.answer(0);
        if (!there.isEmpty()) {
            assertThat(mine.git("ls-remote", "origin")).isEqualTo(there);
        }
        return run.err().replaceAll("127.0.0.1:\\d+", "SERVER").replaceAll("[0-9a-f]{8} ", "HASH ");
    }

    private void goesWell() {
        Run run = mine.espalier("push");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(mine.git("rev-parse", "HEAD")).isEqualTo(run.out());
        assertThat(mine.git("status", "--short")).isEqualTo("MM notes.txt\n");
        assertThat(mine.git("rev-parse", "origin/main")).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 403})
    void aServerThatAnswersWithAnError(int status) {
        mine.clusters(ChildProgram.clusters("0-6-2")).synth();
        String before = state(mine);
        String there = mine.git("ls-remote", "origin");
        server.answer(status);
        Snapshots.verify("push/http-" + status + ".txt", refused(3, before, there));
        goesWell();
    }

    @Test
    void aServerThatIsGone() throws Exception {
        mine.clusters(ChildProgram.clusters("0-6-2")).synth();
        String before = state(mine);
        server.close();
        assertThat(refused(3, before, "")).startsWith("Tried to push, but the remote says: http://SERVER/lab.git: ");
    }

    @Test
    void nobodyKnowsAPassword() {
        mine.clusters(ChildProgram.clusters("0-6-2")).synth();
        String before = state(mine);
        server.demand("gardener", "pear tree");
        assertThat(refused(3, before, ""))
                .isEqualTo("Tried to push, but no helper of git knows a password for SERVER, and ESPALIER_GIT_TOKEN is"
                        + " not set\n");
    }

    @Test
    void aPasswordThatIsRefusedIsForgottenAndARightOneKept() {
        mine.clusters(ChildProgram.clusters("0-6-2")).synth();
        String before = state(mine);
        server.demand("gardener", "pear tree");
        Path said = folder.resolve("helper-said");
        String helper =
                "!f() { echo \"$1\" >>" + said + "; cat >/dev/null; echo username=gardener; echo password=%s; }; f";
        mine.git("config", "--add", "credential.helper", helper.formatted("plum"));
        String message = refused(3, before, "");
        assertThat(message)
                .startsWith("Tried to push, but the remote does not take the name and password that git's helper has: ")
                .doesNotContain("plum");
        assertThat(Checkout.at(folder).read("helper-said")).isEqualTo("get\nerase\n");

        mine.git("config", "--unset-all", "credential.helper");
        mine.git("config", "--add", "credential.helper", "");
        mine.git("config", "--add", "credential.helper", helper.formatted("'pear tree'"));
        goesWell();
        assertThat(Checkout.at(folder).read("helper-said"))
                .startsWith("get\nerase\nget\nstore\n")
                .doesNotContain("erase\nerase");
    }

    @Test
    void twoUsersAtTheSameTime() {
        mine.git("clone", "-q", server.url(), folder.resolve("theirs").toString());
        var theirs = Checkout.at(folder.resolve("theirs"));
        theirs.write("theirs.txt", "theirs\n");
        theirs.commit("Faster");
        mine.clusters(ChildProgram.clusters("0-6-2")).synth();
        String before = state(mine);
        server.beforeReceiving(() -> theirs.git("push", "-q", "origin", "HEAD:main"));
        assertThat(refused(1, before, ""))
                .isEqualTo("Tried to push, but somebody was faster: gardener with \"Faster\". Take it in with git pull"
                        + " --rebase, run mvn synth, and push again\n");
        assertThat(mine.git("ls-remote", "origin", "main"))
                .startsWith(theirs.git("rev-parse", "HEAD").strip());

        mine.git("stash", "-q", "--", "dist");
        mine.git("stash", "-q", "--", "notes.txt");
        mine.git("pull", "-q", "--rebase", "origin", "main");
        mine.synth();
        assertThat(mine.espalier("push").exit()).isZero();
    }

    /** Ended by ctrl-C after ever more time: at each of these points the tree, the index and the server are as before or as after. */
    @Test
    void ctrlCAtAnyPoint() throws Exception {
        int interrupted = 0;
        int pushed = 0;
        long whole = 1500;
        for (int i = 1; i <= INTERRUPTIONS; i++) {
            mine.clusters(ChildProgram.clusters("0-6-" + (i + 1))).synth();
            String before = mine.git("rev-parse", "HEAD");
            Process push = begunPush("0-6-" + (i + 1));
            long start = System.nanoTime();
            boolean ended = push.waitFor(whole * i / INTERRUPTIONS, TimeUnit.MILLISECONDS);
            if (!ended) {
                send(push, "INT");
            }
            int exit = push.waitFor();
            whole = ended ? Math.max(100, (System.nanoTime() - start) / 1_000_000) : whole;
            assertThat(exit).as(said()).isIn(0, 130);
            interrupted += exit == 130 ? 1 : 0;
            pushed += isAsBeforeOrAsAfter(before) && exit == 130 ? 1 : 0;
            goesWell();
            assertThat(mine.git("rev-list", "--count", "HEAD").strip()).isEqualTo("" + (i + 1));
        }
        System.err.println("PushFaultsTest: " + interrupted + " of " + INTERRUPTIONS + " pushes were interrupted, "
                + pushed + " of them when the server had taken the commit");
        assertThat(interrupted).isGreaterThan(5);
    }

    /** The branch's and the index's locks are held while the log of HEAD, here a pipe that nobody reads, is written. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalWhileTheBranchFollows(String signal) throws Exception {
        mine.clusters(ChildProgram.clusters("0-6-2")).synth();
        String before = mine.git("rev-parse", "HEAD");
        Path log = mine.path(".git/logs/HEAD");
        Files.delete(log);
        Tools.run(List.of("mkfifo", log.toString()), folder, "");
        Process push = begunPush("0-6-2");
        while (!Files.exists(mine.path(".git/refs/heads/main.lock"))) {
            assertThat(push.isAlive()).as(said()).isTrue();
            Thread.sleep(1);
        }
        send(push, signal);
        Thread.sleep(500); // what would end the program at once has done so
        String line = Files.readString(log);
        assertThat(push.waitFor()).as(said()).isEqualTo(signal.equals("INT") ? 130 : 143);
        Files.delete(log);
        assertThat(line).contains("commit: pushed to origin/main");
        assertThat(isAsBeforeOrAsAfter(before)).isTrue();
        assertThat(mine.git("rev-parse", "HEAD")).isNotEqualTo(before);
        assertThat(mine.git("rev-parse", "origin/main")).isEqualTo(mine.git("rev-parse", "HEAD"));
    }

    /** A push that has come to the first line of the program; before it, a JVM that is interrupted ends in ways of its own. */
    private Process begunPush(String clusters) throws Exception {
        Path begun = folder.resolve("begun-" + clusters);
        ProcessBuilder command = ChildProgram.command(mine.root, List.of("-Dbegun=" + begun), clusters, "push");
        command.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process push = command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        while (push.isAlive() && !Files.exists(begun)) {
            Thread.sleep(1);
        }
        return push;
    }

    private void send(Process push, String signal) {
        Tools.run(List.of("kill", "-" + signal, "" + push.pid()), folder, "");
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    /** Holds the repository to what it may be after a push that began at {@code before}; gives whether the server took it. */
    private boolean isAsBeforeOrAsAfter(String before) {
        assertThat(mine.path(".git").toFile().list())
                .noneMatch(name -> name.endsWith(".lock") || name.startsWith("next-index"));
        String head = mine.git("rev-parse", "HEAD");
        String there = mine.git("ls-remote", "origin", "refs/heads/main").substring(0, 40) + "\n";
        assertThat(head).isIn(before, there);
        mine.git("fsck", "--strict", "--no-dangling");
        String status = mine.git("status", "--short");
        assertThat(status).contains("MM notes.txt\n");
        if (!head.equals(before)) {
            assertThat(status).isEqualTo("MM notes.txt\n");
        }
        return !there.equals(before);
    }

    @Test
    void theDiskIsFullWhileCommitting() throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("disk"), "size=12m")) {
            var full = begin(disk.path().resolve("mine"), "full");
            full.clusters(ChildProgram.clusters("0-60-2")).synth();
            String before = state(full);
            int failures = 0;
            String message = "";
            for (long room = 0; ; room += 24 * 1024, failures++) {
                disk.leave(room);
                Run run = full.espalier("push");
                if (run.exit() == 0) {
                    break;
                }
                assertThat(run.exit()).as(run.err()).isEqualTo(3);
                disk.leave(1 << 20);
                message = run.err();
                boolean isThere = message.contains("is pushed, but the branch here could not follow");
                assertThat(isThere || state(full).equals(before)).as(message).isTrue();
                assertThat(full.git("rev-parse", "HEAD")).isEqualTo(before.substring(0, 41));
                assertThat(full.path(".git").toFile().list()).noneMatch(name -> name.endsWith(".lock"));
            }
            assertThat(failures).isPositive();
            assertThat(full.git("status", "--short")).isEqualTo("MM notes.txt\n");
            full.git("fsck", "--strict", "--no-dangling");
            System.err.println("PushFaultsTest: " + failures + " pushes on a full disk; the last said: " + message);
        }
    }

    private Checkout begin(Path root, String branch) {
        mine.git("push", "-q", "origin", "HEAD:refs/heads/" + branch);
        var checkout = Checkout.create(root).clusters(ChildProgram.clusters("0-6-1"));
        checkout.git("config", "user.name", "gardener");
        checkout.git("config", "user.email", "gardener@example.com");
        checkout.git("remote", "add", "origin", server.url());
        checkout.git("fetch", "-q", "origin", branch);
        checkout.git("checkout", "-q", "-f", "-B", branch, "FETCH_HEAD");
        checkout.git("config", "branch." + branch + ".remote", "origin");
        checkout.git("config", "branch." + branch + ".merge", "refs/heads/" + branch);
        checkout.synth();
        checkout.write("notes.txt", "two\n");
        checkout.git("add", "notes.txt");
        checkout.write("notes.txt", "three\n");
        return checkout;
    }
}
