package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;

import espalier.ReferenceField;
import java.util.ArrayList;
import java.util.List;

/** What a pod refers to. */
final class PodFields {
    private PodFields() {}

    /** The references of the pod whose spec stands at {@code spec}. */
    static List<ReferenceField> of(String spec) {
        var fields = new ArrayList<ReferenceField>(40);
        around(spec + ".", fields);
        volume(spec + ".volumes[].", fields);
        for (String containers : new String[] {".initContainers[].", ".containers[]."}) {
            container(spec + containers, fields);
        }
        return fields;
    }

    /**
     * The references of containers, volumes and pods anywhere below {@code prefix}, as kinds have them that make pods of their
     * own: always under the names that a pod has for them.
     */
    static List<ReferenceField> below(String prefix) {
        var fields = new ArrayList<ReferenceField>(30);
        String any = prefix + ".**.";
        around(any, fields);
        volume(any, fields);
        environment(any, fields);
        return fields;
    }

    private static void around(String spec, List<ReferenceField> fields) {
        fields.add(to("", "ServiceAccount", spec + "serviceAccountName"));
        fields.add(secret(spec + "imagePullSecrets[].name"));
        fields.add(to("scheduling.k8s.io", "PriorityClass", spec + "priorityClassName"));
        fields.add(to("node.k8s.io", "RuntimeClass", spec + "runtimeClassName"));
    }

    private static void volume(String volume, List<ReferenceField> fields) {
        fields.add(configMap(volume + "configMap.name").withKey("items", null));
        fields.add(secret(volume + "secret.secretName").withKey("items", null));
        fields.add(to("", "PersistentVolumeClaim", volume + "persistentVolumeClaim.claimName"));
        fields.add(to("storage.k8s.io", "CSIDriver", volume + "csi.driver"));
        fields.add(secret(volume + "csi.nodePublishSecretRef.name"));
        String claim = volume + "ephemeral.volumeClaimTemplate.spec.";
        fields.add(to("storage.k8s.io", "StorageClass", claim + "storageClassName"));
        String source = volume + "projected.sources[].";
        fields.add(configMap(source + "configMap.name").withKey("items", null));
        fields.add(secret(source + "secret.name").withKey("items", null));
    }

    private static void container(String container, List<ReferenceField> fields) {
        fields.add(secret(container + "env[].valueFrom.secretKeyRef.name").withKey());
        fields.add(configMap(container + "env[].valueFrom.configMapKeyRef.name").withKey());
        fields.add(secret(container + "envFrom[].secretRef.name"));
        fields.add(configMap(container + "envFrom[].configMapRef.name"));
    }

    private static void environment(String any, List<ReferenceField> fields) {
        fields.add(secret(any + "secretKeyRef.name").withKey());
        fields.add(configMap(any + "configMapKeyRef.name").withKey());
        fields.add(secret(any + "envFrom[].secretRef.name"));
        fields.add(configMap(any + "envFrom[].configMapRef.name"));
    }
}
