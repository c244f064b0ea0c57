package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.cdk8s.CdkChart;
import imports.k8s.KubeConfigMap;
import java.nio.file.Path;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.Chart;
import org.cdk8s.Include;
import org.cdk8s.IncludeProps;
import software.constructs.Construct;

/** Objects in charts of cdk8s, made in every way that there is, all of one name. */
public final class ChartsRefused extends Cluster {
    private static final ApiObjectProps TILL = ApiObjectProps.builder()
            .apiVersion("v1")
            .kind("ConfigMap")
            .metadata(ApiObjectMetadata.builder().name("till").build())
            .build();

    public ChartsRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var chart = new CdkChart(new Stage(this, "apps"), "shop");
        new ApiObject(chart, "front", TILL);
        new KubeConfigMap(chart, "imported");
        KubeConfigMap.Builder.create(chart, "built").build();
        new Back(chart, "back");
        new Include(chart, "included", IncludeProps.builder().url(file()).build());
    }

    private static String file() {
        return Path.of("src/test/resources/cdk8s/till.yaml").toAbsolutePath().toString();
    }

    /** A chart of the user's. */
    private static final class Back extends Chart {
        Back(Construct scope, String id) {
            super(scope, id);
            new ApiObject(this, "service", TILL);
        }
    }
}
