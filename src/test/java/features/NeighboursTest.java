package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Scope;
import espalier.kubernetes.Deployment;
import infra.images.ImageAutomation;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong between the clusters of a repository shows where all of them are looked at. */
class NeighboursTest {
    @TempDir
    Path folder;

    /** Runs images of a file that it shares or has alone. */
    private static final class Household extends Cluster {
        Household(Fleet fleet, String name, String versions, boolean shared, String... images) {
            super(fleet, name, c -> {
                c.kubernetes("1.33").flux("2.7.5").git("ssh://git@git.example.com/home", "main");
                Resource file = Resource.of("versions/" + versions);
                if (shared) {
                    c.sharedVersions(file);
                } else {
                    c.versions(file);
                }
            });
            new ImageAutomation(this, "images", a -> {});
            for (String image : images) {
                new App(
                        in(NamespaceHandle.DEFAULT),
                        image.substring(image.lastIndexOf('/') + 1, image.lastIndexOf(':')),
                        image);
            }
        }
    }

    private static final class App extends Component {
        App(Scope scope, String id, String image) {
            super(scope, id);
            new Deployment(this, d -> d.container("web", image, c -> {}));
        }
    }

    private Checkout.Run run(Consumer<Fleet> clusters, String... arguments) {
        return Checkout.at(folder).clusters(clusters).espalier(arguments);
    }

    private static void atOdds(Fleet fleet) {
        fleet.cluster("attic", (f, n) -> new Household(f, n, "neighbours.yaml", true, "ghcr.io/example/films:1.0.0"));
        fleet.cluster("cellar", (f, n) -> new Household(f, n, "neighbours.yaml", true, "ghcr.io/example/films:1.0.0"));
    }

    @Test
    void onePolicyOfTwoClustersAndWhatNeitherRuns() {
        Checkout.Run check = run(NeighboursTest::atOdds, "check");
        Checkout.Run synth = run(NeighboursTest::atOdds, "synth");
        Snapshots.verify(
                "findings/neighbours.txt",
                (check.out() + check.err() + "--- synth\n" + synth.err()).replaceAll("\\.java:\\d+", ".java:N"));
        assertThat(check.exit()).isOne();
        assertThat(synth.exit()).isOne();
    }

    @Test
    void whoAsksForOneClusterIsNotToldOfTheOthers() {
        assertThat(run(NeighboursTest::atOdds, "check", "--cluster", "cellar").exit())
                .isZero();
    }

    @Test
    void clustersWithNamesOfTheirOwnAreLetPass() {
        Checkout.Run check = run(
                fleet -> {
                    fleet.cluster(
                            "attic",
                            (f, n) ->
                                    new Household(f, n, "neighbours-alone.yaml", false, "ghcr.io/example/films:1.0.0"));
                    fleet.cluster(
                            "cellar",
                            (f, n) ->
                                    new Household(f, n, "neighbours-plain.yaml", true, "ghcr.io/example/films:1.0.0"));
                    fleet.cluster(
                            "yard",
                            (f, n) -> new Household(f, n, "neighbours-plain.yaml", true, "ghcr.io/example/news:1.0.0"));
                },
                "check");
        assertThat(check.out()).isEmpty();
    }
}
