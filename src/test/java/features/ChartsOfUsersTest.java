package features;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Include;
import org.cdk8s.IncludeProps;
import org.cdk8s.JsonPatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.constructs.Construct;

/** A user of cdk8s takes charts along unchanged. */
@EnabledIf("features.CdkChartsTest#isNodeThere")
class ChartsOfUsersTest {
    /** A web service: a Deployment and its Service, with labels of the chart, a patch and a dependency. */
    private static final class WebService extends Chart {
        WebService(Construct scope, String id) {
            super(
                    scope,
                    id,
                    ChartProps.builder().labels(Map.of("team", "orchard")).build());
            Map<String, Object> selected = Map.of("app", "web");
            ApiObject deployment = object("deployment", "apps/v1", "Deployment");
            deployment.addJsonPatch(JsonPatch.add(
                    "/spec",
                    Map.of(
                            "replicas", 2,
                            "selector", Map.of("matchLabels", selected),
                            "template",
                                    Map.of(
                                            "metadata", Map.of("labels", selected),
                                            "spec",
                                                    Map.of(
                                                            "containers",
                                                            List.of(Map.of(
                                                                    "name", "web",
                                                                    "image", "docker.io/example/web:1.2.3",
                                                                    "ports",
                                                                            List.of(Map.of(
                                                                                    "name",
                                                                                    "http",
                                                                                    "containerPort",
                                                                                    8080)))))))));
            var service = new ApiObject(
                    this,
                    "service",
                    ApiObjectProps.builder()
                            .apiVersion("v1")
                            .kind("Service")
                            .metadata(ApiObjectMetadata.builder().name("web").build())
                            .build());
            service.addJsonPatch(JsonPatch.add(
                    "/spec",
                    Map.of(
                            "selector",
                            selected,
                            "ports",
                            List.of(Map.of("name", "http", "port", 80, "targetPort", "http")))));
            service.addDependency(deployment);
        }

        private ApiObject object(String id, String version, String kind) {
            return new ApiObject(
                    this,
                    id,
                    ApiObjectProps.builder().apiVersion(version).kind(kind).build());
        }
    }

    /** Manifests from a file, of which a patch changes one. */
    private static final class Guestbook extends Chart {
        Guestbook(Construct scope, String id) {
            super(scope, id);
            var include = new Include(
                    this,
                    "guestbook",
                    IncludeProps.builder()
                            .url(Path.of("src/test/resources/cdk8s/guestbook.yaml")
                                    .toAbsolutePath()
                                    .toString())
                            .build());
            for (ApiObject object : include.getApiObjects()) {
                if (object.getKind().equals("Deployment")) {
                    object.addJsonPatch(JsonPatch.replace("/spec/replicas", 3));
                }
            }
        }
    }

    @Test
    void aWebService() {
        ChartsOfUsers.makeTheSame(WebService::new);
    }

    @Test
    void anIncludeWithPatches() {
        ChartsOfUsers.makeTheSame(Guestbook::new);
    }
}
