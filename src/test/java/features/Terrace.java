package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.StorageClass;
import java.nio.file.Path;
import java.util.List;

/**
 * Two stages of a Flux Kustomization each, the later of which waits for the earlier, with what a file of the repository plants in them: a
 * line {@code STAGE NAME} for each app, which has a claim; or {@code STAGE NAME CONFIG} for one with a generated ConfigMap as well. The file stands for the Java, which a test cannot compile anew as quickly.
 */
public final class Terrace extends Cluster {
    private static final String FILE = "src/main/terrace.txt";

    private Terrace(Fleet fleet, String name, List<String> lines) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var early = new Stage(this, "early", Stage.StageSettings::bundled);
        var late = new Stage(this, "late", s -> s.bundled().after(early));
        Text disks = external().clusterScoped("storage.k8s.io", "StorageClass", "by-hand", "the test makes volumes");
        for (String line : lines) {
            String[] words = line.split(" ");
            var app = new App(words[0].equals("early") ? early : late, words[1], disks);
            if (words.length > 2) {
                new ConfigMap(app, words[2], c -> c.suffixNameWithHash().value("recipe", "sugar"));
            }
        }
        new ConfigMap(early, "soil", c -> c.value("loam", "some"));
        new ConfigMap(late, "mulch", c -> c.value("bark", "some"));
    }

    /** What stands in {@code root}. */
    public static void planted(Fleet fleet, Path root) {
        fleet.cluster(
                "terrace",
                (f, name) -> new Terrace(
                        f, name, Checkout.at(root).read(FILE).lines().toList()));
    }

    /** Plants these, and writes the tree. */
    public static Checkout plant(Checkout checkout, String... lines) {
        checkout.clusters(fleet -> planted(fleet, checkout.root)).write(FILE, String.join("\n", lines) + "\n");
        checkout.write("espalier", launcher());
        return checkout.synth();
    }

    /** Stands for the launcher, which Maven builds from the compiler's sources. */
    private static String launcher() {
        return "exec " + String.join(" ", ChildJvm.command(List.of("-Despalier.root=."), TerraceProgram.class))
                + " \"$@\"\n";
    }

    private static final class App extends Component {
        App(Scope scope, String id, Text disks) {
            super(scope, id);
            var slow = StorageClass.brought(this, "slow", disks);
            var claim = new PersistentVolumeClaim(
                    this, "fruit", slow, "1Gi", c -> c.annotation("kustomize.toolkit.fluxcd.io/prune", "enabled"));
            new Deployment(
                    this,
                    d -> d.recreate()
                            .container("app", "registry.example.com/" + id + ":1.0.0", c -> c.mount(claim, "/fruit")));
        }
    }
}
