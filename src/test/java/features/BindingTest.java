package features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import espalier.binding.Binding;
import espalier.binding.Bindings;
import espalier.live.Fingerprint;
import espalier.live.LiveException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is meant for one cluster reaches no other: names and fingerprints as a bootstrap leaves them. */
class BindingTest {
    private static final String LAB = "11111111-aaaa-4aaa-8aaa-111111111111";
    private static final String HOME = "22222222-bbbb-4bbb-8bbb-222222222222";
    private static final String NEW = "33333333-cccc-4ccc-8ccc-333333333333";

    @TempDir
    Path root;

    private Bindings bindings;

    @BeforeEach
    void twoClusters() throws Exception {
        bindings = Bindings.in(root);
        bindings.remember(new Binding("lab", "admin@lab", LAB));
        bindings.remember(new Binding("k3s-home", "default", HOME));
        bindings = Bindings.in(root); // as the next command reads it
    }

    private static Fingerprint live(String uid) {
        return new Fingerprint(uid, null);
    }

    @Test
    void theFileIsForPeopleAndGit() throws Exception {
        Path file = bindings.remember(new Binding("lab", "admin@lab", LAB));
        assertThat(root.relativize(file)).hasToString("bindings/lab.yaml");
        Snapshots.verify("live/binding.yaml", Files.readString(file));
        assertThat(root.resolve("bindings")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void theRightOneIsTakenWhateverItsContextIsCalled() throws Exception {
        assertThat(bindings.check(live(LAB), "admin@lab", "lab")).isEqualTo("lab");
        assertThat(bindings.check(live(LAB), "lab-of-a-colleague", "lab")).isEqualTo("lab");
        assertThat(bindings.check(live(LAB), "lab-of-a-colleague", null)).isEqualTo("lab");
        assertThat(bindings.check(live(LAB), "default", null)).isEqualTo("lab"); // every K3s calls its context so
    }

    @Test
    void whatNobodyBootstrappedIsLookedAtAllTheSame() throws Exception {
        assertThat(bindings.check(live(NEW), "elsewhere", null)).isNull();
        assertThat(bindings.check(live(NEW), "elsewhere", "bitty")).isEqualTo("bitty");
        assertThat(bindings.check(new Fingerprint(NEW, "bitty"), "elsewhere", null))
                .isEqualTo("bitty"); // its file is not merged yet
    }

    @Test
    void anotherClusterOfTheRepository() {
        assertThatThrownBy(() -> bindings.check(live(HOME), "default", "lab"))
                .isInstanceOf(LiveException.class)
                .hasMessage("the context default leads to k3s-home (fingerprint " + HOME
                        + "), and not to lab (fingerprint " + LAB
                        + ", called admin@lab when it was bootstrapped). Name the right one with --context");
    }

    @Test
    void aClusterThatSaysItIsAnother() {
        assertThatThrownBy(() -> bindings.check(new Fingerprint(NEW, "chongus"), "elsewhere", "bitty"))
                .hasMessage("the context elsewhere leads to a cluster that was bootstrapped as chongus (fingerprint "
                        + NEW + "), and not to bitty. Name the right one with --context");
    }

    @Test
    void aContextThatLeadsElsewhereNow() {
        assertThatThrownBy(() -> bindings.check(live(NEW), "admin@lab", null))
                .hasMessage("the context admin@lab leads to a cluster that is none of this repository's (fingerprint "
                        + NEW
                        + "), and not to lab (fingerprint " + LAB + ", called admin@lab when it was bootstrapped)."
                        + " Name the right one with --context; where lab was made anew, say so with:"
                        + " espalier bootstrap lab --rebind");
    }

    @Test
    void aClusterOfTheSameNameInAnotherRepository() {
        assertThatThrownBy(() -> bindings.check(new Fingerprint(NEW, "lab"), "elsewhere", null))
                .hasMessageContaining("a cluster that was bootstrapped as lab (fingerprint " + NEW + ")")
                .hasMessageContaining("and not to lab (fingerprint " + LAB);
    }

    @Test
    void onlyAClusterThatNobodyKnowsCanTakeAnothersPlace() {
        assertThat(bindings.mayBecome(live(NEW), "lab")).isTrue();
        assertThat(bindings.mayBecome(new Fingerprint(NEW, "lab"), "lab")).isTrue();
        assertThat(bindings.mayBecome(live(HOME), "lab")).isFalse();
        assertThat(bindings.mayBecome(new Fingerprint(NEW, "k3s-home"), "lab")).isFalse();
    }

    @Test
    void aFileThatAMergeBroke() throws Exception {
        Files.writeString(root.resolve("bindings/lab.yaml"), "<<<<<<< HEAD\ncontext: a\n");
        assertThatThrownBy(() -> Bindings.in(root))
                .isInstanceOf(LiveException.class)
                .hasMessageContaining("bindings/lab.yaml");
    }
}
