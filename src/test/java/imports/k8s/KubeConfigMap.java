package imports.k8s;

import org.cdk8s.$Module;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import software.amazon.jsii.Jsii;
import software.amazon.jsii.JsiiEngine;
import software.constructs.Construct;

/** A class as {@code cdk8s import} makes them, in a package of the user's choice: it stands for one of JavaScript, and makes it. */
@Jsii(module = $Module.class, fqn = "cdk8s.ApiObject")
public class KubeConfigMap extends ApiObject {
    public KubeConfigMap(Construct scope, String id) {
        super(InitializationMode.JSII);
        JsiiEngine.getInstance()
                .createNewObject(
                        this,
                        scope,
                        id,
                        ApiObjectProps.builder()
                                .apiVersion("v1")
                                .kind("ConfigMap")
                                .metadata(
                                        ApiObjectMetadata.builder().name("till").build())
                                .build());
    }

    /** As every such class has one. */
    public static final class Builder implements software.amazon.jsii.Builder<KubeConfigMap> {
        private final Construct scope;
        private final String id;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        @Override
        public KubeConfigMap build() {
            return new KubeConfigMap(scope, id);
        }
    }
}
