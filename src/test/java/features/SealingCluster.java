package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import infra.sealedsecrets.SealedSecrets;

/** Apps that declare Secrets of every kind, on a cluster that has them sealed. Its name is {@code sealed}, as that of its resources. */
public final class SealingCluster extends Cluster {
    public SealingCluster(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var infrastructure = new Stage(this, "infrastructure");
        var apps = new Stage(this, "apps", s -> s.after(infrastructure));
        platform(new SealedSecrets(infrastructure, "sealed-secrets"));

        var store = new Component(apps.in(new Namespace(apps, "data")), "store") {};
        var password = new BootstrapSecret(
                store,
                "login",
                s -> s.named("store-login")
                        .label("app.example.com/part", "store")
                        .password("PASSWORD")
                        .bcrypt("HASH", "PASSWORD"));
        new Deployment(
                store,
                d -> d.container(
                        "store",
                        "example.com/store:1",
                        c -> c.env("PASSWORD", password.key("PASSWORD")).env("HASH", password.key("HASH"))));

        var web = new Component(apps.in(new Namespace(apps, "site", n -> n.named("web"))), "web") {};
        var access = new BootstrapSecret(
                web,
                "access",
                s -> s.text("url", Text.of("store://{{app}}:", password.key("PASSWORD"), "@store.data"))
                        .given("api-key", "a key of the weather")
                        .given("extra", "what is to be said beside it"));
        new Deployment(
                web,
                d -> d.container(
                        "web",
                        "example.com/web:1",
                        c -> c.env("STORE", access.key("url"))
                                .env("KEY", access.key("api-key"))
                                .env("EXTRA", access.key("extra"))));
    }
}
