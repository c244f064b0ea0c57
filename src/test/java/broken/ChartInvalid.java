package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.cdk8s.CdkChart;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.JsonPatch;
import software.constructs.Construct;
import software.constructs.IValidation;

/** A construct of the user's that says itself what it lacks, and an object with a patch for what it has not. */
public final class ChartInvalid extends Cluster {
    public ChartInvalid(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var apps = new Stage(this, "apps");
        new Till(new CdkChart(apps, "shop"), "till");
        var settings = ApiObject.Builder.create(new CdkChart(apps, "other"), "settings")
                .apiVersion("v1")
                .kind("ConfigMap")
                .build();
        settings.addJsonPatch(JsonPatch.replace("/data/currency", "EUR"));
    }

    private static final class Till extends Construct implements IValidation {
        Till(Construct scope, String id) {
            super(scope, id);
            getNode().addValidation(this);
        }

        @Override
        public List<String> validate() {
            return List.of("a till needs a currency", "a till needs a drawer");
        }
    }
}
