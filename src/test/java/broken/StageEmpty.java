package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.BootstrapSecret;

/** A stage that waits for better days, and one whose only component makes nothing. */
public final class StageEmpty extends Cluster {
    public StageEmpty(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        new Stage(this, "later");
        var secrets = new Stage(this, "secrets");
        new BootstrapSecret(secrets, "login", s -> s.password("password"));
    }
}
