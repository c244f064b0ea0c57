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
 * Carries files that a test has just encrypted: one that Flux puts variables in from, and one beside an object with such a
 * variable, so that kustomize has something to add to it. {@link FreshlyEncrypted} loads it with resources of its own.
 */
public final class Unsealed extends Cluster {
    /** For whom the file is encrypted. */
    static final String RECIPIENT = "features.recipient";

    public Unsealed(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").sops(System.getProperty(RECIPIENT)));
        var apps = new Stage(this, "apps");
        var variables = new SopsSecret(
                apps.in(NamespaceHandle.FLUX_SYSTEM), "variables", Resource.of("k3s-home/variables.sops.yaml"));
        var site = new ConfigMap(
                apps,
                "site",
                c -> c.value("host", Text.of("www.", variables.key("DOMAIN").substituted())));
        var media = new Namespace(apps, "media");
        new SopsSecret(site.in(media), "login", Resource.of("k3s-home/login.sops.yaml"));
    }
}
