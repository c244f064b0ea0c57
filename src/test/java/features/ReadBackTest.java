package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import espalier.tree.Mapping;
import espalier.yaml.YamlWriter;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The classes that Java programs speak to Kubernetes with read every object, and lose nothing of it. */
class ReadBackTest {
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    private final ObjectMapper withoutTheRest = yaml.copy()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnyGetter(Annotated annotated) {
                    return false;
                }
            });

    @Test
    void whatFabric8ReadsAndWritesAgainIsWhatWasWritten() throws IOException {
        var typed = new TreeSet<String>();
        for (ClusterTree tree : ClusterTree.all()) {
            for (Map.Entry<String, Mapping> entry : tree.objects().entrySet()) {
                Mapping object = entry.getValue();
                if (String.valueOf(object.text("apiVersion")).startsWith("kustomize.config.k8s.io/")) {
                    continue;
                }
                String path = tree.name() + "/" + entry.getKey();
                KubernetesResource read = yaml.readValue(YamlWriter.text(object), KubernetesResource.class);
                assertThat(read).as(path).isInstanceOf(HasMetadata.class);
                assertThat(content(read)).as(path).isEqualTo(YamlJudges.content(object));
                if (read instanceof GenericKubernetesResource) {
                    assertThat(object.text("apiVersion"))
                            .as("no class of fabric8's for " + path)
                            .contains(".");
                } else {
                    typed.add(read.getClass().getSimpleName());
                }
            }
        }
        assertThat(typed).contains("Deployment", "StatefulSet", "Service", "ConfigMap", "StorageClass", "Namespace");
    }

    /** A class keeps fields that it does not know in a map of the rest, and would write them again. */
    @Test
    void noFieldIsUnknownToItsClass() throws IOException {
        for (ClusterTree tree : ClusterTree.all()) {
            for (Map.Entry<String, Mapping> entry : tree.objects().entrySet()) {
                Object known = known(entry.getValue());
                if (known != null) {
                    assertThat(known).as(entry.getKey()).isEqualTo(YamlJudges.content(entry.getValue()));
                }
            }
        }
        var misspelt = Mapping.of("apiVersion", "v1").put("kind", "Service").put("spec", Mapping.of("typ", "NodePort"));
        assertThat(known(misspelt)).isNotNull().isNotEqualTo(YamlJudges.content(misspelt));
    }

    private @Nullable Object known(Mapping object) throws IOException {
        KubernetesResource read = yaml.readValue(YamlWriter.text(object), KubernetesResource.class);
        boolean isTyped = !(read instanceof GenericKubernetesResource);
        return isTyped ? YamlJudges.normal(withoutTheRest.convertValue(read, Map.class)) : null;
    }

    private Object content(Object read) {
        return YamlJudges.normal(yaml.convertValue(read, Map.class));
    }
}
