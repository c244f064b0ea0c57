package features;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.Text;
import espalier.flux.SopsSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Namespace;

/**
 * Carries a file that a test has just encrypted, beside an object with a variable, so that kustomize has something to add to the
 * Secret. A test loads it with a folder of resources of its own.
 */
public final class Unsealed extends Cluster {
    /** For whom the file is encrypted. */
    static final String RECIPIENT = "features.recipient";

    public Unsealed(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").sops(System.getProperty(RECIPIENT)));
        var apps = new Stage(this, "apps");
        var variables =
                new ConfigMap(apps.in(NamespaceHandle.FLUX_SYSTEM), "variables", c -> c.value("DOMAIN", "example.com"));
        var site = new ConfigMap(
                apps,
                "site",
                c -> c.value("host", Text.of("www.", variables.key("DOMAIN").substituted())));
        var media = new Namespace(apps, "media");
        new SopsSecret(site.in(media), "login", Resource.of("k3s-home/login.sops.yaml"));
    }
}
