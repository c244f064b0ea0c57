package clusters;

import apps.LiteLlm;
import apps.OpenWebUi;
import apps.Phoenix;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.policy.NoPlainSecret;
import espalier.policy.PolicySets;
import infra.Etcd;
import infra.Nats;
import infra.OnePassword;
import infra.Postgres;
import infra.Redis;
import infra.SynologyNfs;

/** The lab: a Synology for disks, an LLM gateway with traces and a chat front end, and a few servers to build on. */
public final class Lab extends Cluster {
    public Lab(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .git("ssh://git@github.com/example/lab", "main")
                        .strictOrder()
                        // Not ImageDigest: the document names tags that move, such as main-latest.
                        .policies(PolicySets.SAFE_PODS)
                        .policies(PolicySets.LEAST_PRIVILEGE)
                        .policies(new NoPlainSecret()));

        var infrastructure = new Stage(this, "infrastructure");
        var apps = new Stage(this, "apps", s -> s.after(infrastructure));

        var synology = new SynologyNfs(infrastructure, "synology", "192.168.1.5", "/volume1/lab");
        var onePassword = new OnePassword(infrastructure, "onepassword", "lab");

        var postgres = new Postgres(apps, "postgres", synology.retained(), "10Gi");
        var redis = new Redis(apps, "redis");
        new Nats(apps, "nats");
        new Etcd(apps, "etcd", synology.ephemeral(), "2Gi");

        var phoenix = new Phoenix(apps, "phoenix", postgres, p -> p.nodePort(30060));
        var litellm = new LiteLlm(
                apps,
                "litellm",
                Resource.of("lab/litellm-config.yaml"),
                l -> l.cache(redis)
                        .tracesTo(phoenix)
                        .key("GEMINI_API_KEY", onePassword.item("google"))
                        .key("OPENROUTER_API_KEY", onePassword.item("openrouter")));
        new OpenWebUi(apps, "openwebui", litellm, o -> o.nodePort(30080));
    }
}
