package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import org.junit.jupiter.api.Test;

/** Whom a pod asks for names: the cluster, also from the network of its node, unless it is told another one. */
class NameServersTest {
    private static final class Asking extends Cluster {
        Asking(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
            var apps = new Stage(this, "apps");
            new Deployment(
                    apps, "on-its-node", d -> d.hostNetwork("a test").container("it", "example.com/it:1", c -> {}));
            new Deployment(
                    apps,
                    "of-its-own",
                    d -> d.hostNetwork("a test")
                            .nameserver("192.168.1.1")
                            .container("it", "example.com/it:1", c -> {}));
        }
    }

    @Test
    void eachAsksItsOwn() {
        var compilation = Compiled.cluster(Asking::new);
        assertThat(Compiled.files(compilation, "apps/on-its-node/"))
                .contains("dnsPolicy: ClusterFirstWithHostNet\n")
                .doesNotContain("dnsConfig");
        assertThat(Compiled.files(compilation, "apps/of-its-own/"))
                .contains("dnsPolicy: None\n", "dnsConfig:\n", "hostNetwork: true\n")
                .doesNotContain("ClusterFirst");
    }
}
