package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit that push makes has its author, its hooks and its signature as git's own has. */
@Tag("long")
class PushAsGitTest {
    @TempDir
    private Path folder;

    private Checkout mine;

    @BeforeEach
    void repositories() {
        mine = Checkout.withHub(folder);
        mine.write("src/main/java/clusters/Test.java", "class Test {}\n");
        pears("example.com/pear:1").synth().commit("Begin");
        mine.git("push", "-q", "-u", "origin", "main");
        pears("example.com/pear:2").synth();
    }

    private Checkout pears(String image) {
        return mine.orchard(o -> o.app("apple", "example.com/apple:1").app("pear", image));
    }

    private String hub(String... args) {
        return Checkout.at(folder.resolve("hub.git")).git(args);
    }

    private void hook(String name, String script) {
        program(mine.path(".git/hooks/" + name), script);
    }

    private static void program(Path file, String script) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\n" + script);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String state() {
        return mine.git("rev-parse", "HEAD")
                + mine.git("status", "--short")
                + mine.git("ls-files", "--stage")
                + hub("for-each-ref");
    }

    private void refused(int exit, String message) {
        String before = state();
        Run run = mine.espalier("push");
        assertThat(run.err()).isEqualTo(message);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(state()).isEqualTo(before);
        assertThat(mine.path(".git").toFile().list())
                .noneMatch(name -> name.endsWith(".lock") || name.startsWith("next"));
    }

    @Test
    void nobodysNameIsNoAuthor() throws Exception {
        mine.git("config", "--unset", "user.name");
        mine.git("config", "--unset", "user.email");
        ChildProgram.exitCode(ChildProgram.command(mine.root, List.of(), "0-3-1", "synth"));
        String before = state();
        ProcessBuilder command = ChildProgram.command(mine.root, List.of("-Duser.home=" + folder), "0-3-1", "push");
        command.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.equals("XDG_CONFIG_HOME"));
        command.environment().put("HOME", folder.toString());
        Process push = command.redirectErrorStream(true).start();
        assertThat(new String(push.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo(
                        "Tried to push, but git does not know who you are, so that a commit would have no author: git"
                                + " config --global user.name \"Your Name\" && git config --global user.email"
                                + " you@example.com\n");
        assertThat(push.waitFor()).isEqualTo(1);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aHookSeesWhatWillBeCommittedAndNothingElse() {
        mine.write("notes.txt", "staged, but not for this commit\n");
        mine.git("add", "notes.txt");
        hook(
                "pre-commit",
                "git diff --cached --name-only\ngit diff-files --name-only\necho \"index $GIT_INDEX_FILE\" | cut -c1-7\n");
        Run run = mine.espalier("push");
        assertThat(run.exit()).isZero();
        assertThat(run.err().replace(folder.toString(), ""))
                .isEqualTo("dist/test/apps/pear/deployment.yaml\nindex /\npushed 1 commit to main of /hub.git\n");
        assertThat(run.out()).isEqualTo(hub("rev-parse", "main"));
        assertThat(mine.git("status", "--short")).isEqualTo("A  notes.txt\n");
    }

    @Test
    void aHookThatRefuses() {
        hook("pre-commit", "echo no pears today\nexit 3\n");
        refused(1, "no pears today\nTried to push, but the hook pre-commit refuses it (exit 3)\n");
    }

    @Test
    void aHookThatStagesSomethingElse() {
        hook("pre-commit", "echo '# neat' >>dist/test/apps/pear/deployment.yaml\ngit add dist\n");
        Run run = mine.espalier("push");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("Tried to push, but the hook pre-commit staged something else:"
                        + " dist/test/apps/pear/deployment.yaml; look at it with git diff, stage what you want, and push"
                        + " again\n");
        assertThat(hub("log", "--format=%s", "main")).isEqualTo("Begin\n");
        assertThat(mine.git("log", "--format=%s")).isEqualTo("Begin\n");
    }

    @Test
    void aHookThatChangesAFile() {
        hook("pre-commit", "echo '# neat' >>dist/test/apps/pear/deployment.yaml\n");
        assertThat(mine.espalier("push").err())
                .isEqualTo(
                        "Tried to push, but while the hooks ran, something changed what would be committed: look at it"
                                + " with git status, run mvn synth, and push again\n");
        assertThat(hub("log", "--format=%s", "main")).isEqualTo("Begin\n");
    }

    @Test
    void theMessageIsWhatTheHooksMakeOfIt() {
        mine.git("config", "core.hooksPath", "tools/hooks");
        program(mine.path("tools/hooks/prepare-commit-msg"), "printf '\\nTicket: %s\\n' \"$2\" >>\"$1\"\n");
        program(
                mine.path("tools/hooks/commit-msg"),
                "grep -q Ticket \"$1\" || exit 1\necho 'Signed-off-by: me' >>\"$1\"\n");
        program(mine.path("tools/hooks/post-commit"), "git log -1 --format='made: %s'\nexit 9\n");
        Run run = mine.espalier("push", "-m", "More pears");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(hub("log", "-1", "--format=%B", "main"))
                .isEqualTo("More pears\n\nTicket: message\nSigned-off-by: me\n\n");
        assertThat(run.err())
                .contains("made: More pears\nthe hook post-commit ended with 9\n")
                .contains("pushed 1 commit");
    }

    @Test
    void aMessageThatAHookDoesNotTake() {
        hook("commit-msg", "echo 'a message needs a ticket'\nexit 1\n");
        refused(1, "a message needs a ticket\nTried to push, but the hook commit-msg refuses it (exit 1)\n");
    }

    @Test
    void theHookForPushes() {
        hook("pre-push", "cat >&2\necho \"to $1\" >&2\nexit 5\n");
        String before = state();
        Run run = mine.espalier("push");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().replaceAll("[0-9a-f]{40}", "HASH"))
                .isEqualTo("refs/heads/main HASH refs/heads/main HASH\nto origin\n"
                        + "Tried to push, but the hook pre-push refuses it (exit 5)\n");
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "openpgp"})
    void aSignatureByTheUsersOwnKey(String format) throws Exception {
        Path home = Files.createDirectories(
                Path.of("/tmp").resolve("pg" + ProcessHandle.current().pid()));
        try {
            mine.git("config", "commit.gpgsign", "true");
            mine.git("config", "gpg.format", format);
            if (format.equals("ssh")) {
                Tools.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"), folder, "")
                        .expectSuccess();
                String key = Files.readString(folder.resolve("key.pub"));
                Files.writeString(folder.resolve("signers"), "gardener@example.com " + key);
                mine.git("config", "user.signingkey", folder.resolve("key.pub").toString());
                mine.git(
                        "config",
                        "gpg.ssh.allowedSignersFile",
                        folder.resolve("signers").toString());
            } else {
                // A short path: the agent's socket stands in it.
                program(folder.resolve("gpg"), "exec gpg --homedir " + home + " \"$@\"\n");
                mine.git("config", "gpg.program", folder.resolve("gpg").toString());
                Tools.run(List.of("chmod", "700", home.toString()), folder, "").expectSuccess();
                Tools.run(
                                List.of(
                                        folder.resolve("gpg").toString(),
                                        "--batch",
                                        "--passphrase",
                                        "",
                                        "--quick-generate-key",
                                        "gardener <gardener@example.com>"),
                                folder,
                                "")
                        .expectSuccess();
            }
            Run run = mine.espalier("push", "-m", "Größere Birnen");
            assertThat(run.exit()).as(run.err()).isZero();
            mine.git("verify-commit", "HEAD");
            assertThat(mine.git("log", "-1", "--format=%s by %an, %G?")).matches("Größere Birnen by gardener, [GU]\n");
            assertThat(hub("rev-parse", "main")).isEqualTo(mine.git("rev-parse", "HEAD"));
            assertThat(mine.git("status", "--short")).isEmpty();
        } finally {
            if (format.equals("openpgp")) {
                Tools.run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"), folder, "");
            }
            Tools.run(List.of("rm", "-rf", home.toString()), folder, "");
        }
    }

    @Test
    void aKeyThatIsNotThere() {
        mine.git("config", "commit.gpgsign", "true");
        mine.git("config", "gpg.format", "ssh");
        mine.git("config", "user.signingkey", folder.resolve("nowhere.pub").toString());
        String before = state();
        Run run = mine.espalier("push");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("Tried to push, but git could not sign the commit: ")
                .contains("nowhere.pub");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void sshAsTheUserHasItSpoken() {
        mine.git("remote", "set-url", "origin", "git@garden.example.com:" + folder + "/hub.git");
        mine.git("config", "core.sshCommand", folder.resolve("my-ssh") + " -i key");
        // The script gets -i key host command; what is left for the shell is the command alone.
        program(folder.resolve("my-ssh"), "echo \"$1 $2 $3\" >>" + folder + "/asked\nshift 3\neval \"$*\"\n");
        Run run = mine.espalier("push");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Checkout.at(folder).read("asked")).startsWith("-i key git@garden.example.com\n");
        assertThat(hub("rev-parse", "main")).isEqualTo(mine.git("rev-parse", "HEAD"));
    }
}
