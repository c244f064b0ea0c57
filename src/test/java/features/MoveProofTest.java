package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program of the earlier commit writes for {@code espalier move} is held against what it was asked for, object by object. */
class MoveProofTest {
    private static final String STALE = "dist/terrace of that commit is not what its Java says: ";
    private static final String OLD = "the program of that commit does not do what moves/ says: ";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void aTerrace() {
        checkout = Checkout.create(folder);
        checkout.git("config", "user.name", "gardener");
        checkout.git("config", "user.email", "gardener@example.com");
        Terrace.plant(checkout, "early apple jam", "late melon");
    }

    /** Moves the apple, where the program of before edits its tree so. */
    private Run move(String file, String sed) {
        String launcher = checkout.read("espalier");
        String edited = launcher.replaceFirst("^exec ", "").replace("\n", " || exit 1\n")
                + "cd \"$3/terrace\" && sed -i '" + sed + "' " + file + "\n";
        checkout.write("espalier", edited);
        checkout.commit("Plant").git("checkout", "-q", "-b", "feature");
        Terrace.plant(checkout, "late apple jam", "late melon").write("espalier", edited);
        checkout.commit("Move the apple to the late stage");
        return checkout.espalier("move");
    }

    @Test
    void aGeneratedConfigMapIsFoundUnderItsHash() {
        Run run = move("kustomization.yaml", "s/nothing/nothing/");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("changed ConfigMap default/apple-jam-");
        assertThat(checkout.git("show", "feature-1:moves/terrace.yaml"))
                .contains("kind: ConfigMap", "name: apple-jam\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            late/melon/deployment.yaml | s/^metadata:/metadata:\\n  annotations: {kustomize.toolkit.fluxcd.io\\/prune: disabled}/ | stale | Deployment default/melon would be changed as well
            early/soil/configmap.yaml | s/loam: some/loam: much/ | stale | ConfigMap default/soil would be changed as well
            late.yaml | s/^spec:/spec:\\n  suspend: true/ | stale | Kustomization flux-system/late would be changed as well
            early/apple/deployment.yaml | s/replicas: 1/replicas: 2/ | stale | Deployment default/apple would change in spec.replicas: 1 → 2 as well
            early/apple/deployment.yaml | s/^spec:/spec:\\n  suspend: true/ | stale | Deployment default/apple would change in spec.suspend: true added as well
            early/apple/persistentvolumeclaim.yaml | s/prune: disabled/prune: never/ | stale | PersistentVolumeClaim default/apple-fruit would change in metadata.annotations["kustomize.toolkit.fluxcd.io/prune"]: enabled → never as well
            early/apple/kustomization.yaml | /annotations:/,$d | old | ConfigMap default/apple-jam stays as it is
            early/apple/persistentvolumeclaim.yaml | s/prune: disabled/prune: enabled/ | old | PersistentVolumeClaim default/apple-fruit stays as it is
            late/melon/deployment.yaml | 1i # ripe | stale | dist/terrace/late/melon/deployment.yaml would be written otherwise as well
            """)
    void whatIsMoreOrLessThanThatIsRefused(String file, String sed, String which, String what) {
        Run run = move(file, sed);
        assertThat(run.err()).contains((which.equals("old") ? OLD : STALE) + what + ". ");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(checkout.git("branch", "--format", "%(refname:short)").lines())
                .containsExactly("feature", "main");
    }
}
