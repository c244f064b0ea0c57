package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;

/** The URL stands before the password that it is made of, and a word names a variable that there is not. */
public final class VariableTooEarly extends Cluster {
    public VariableTooEarly(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Deployment(
                apps,
                "web",
                d -> d.container(
                        "web",
                        "example.com/web:1",
                        c -> c.env("URL", "http://admin:$(PASSWORD)@db:5432")
                                .env("PASSWORD", "not $$(EXPANDED)")
                                .env("AGAIN", "http://admin:$(PASSWORD)@db:5432")
                                .args("--url=$(URL)", "--password=$(PASWORD)", "--today=$(date)", "$$(NOBODY)")));
    }
}
