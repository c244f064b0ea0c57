package espalier.check.hosts;

import espalier.KubernetesObject;
import espalier.check.OpenNamespaces;

/** From where a text is read: short names of Services are found only by pods of their own namespace. */
public final class Standpoints {
    private Standpoints() {}

    /** The namespace of the pods that read {@code object}, empty where they are not known. */
    public static String of(KubernetesObject object) {
        if (object.kind().equals("HelmRelease")) {
            return OpenNamespaces.target(object); // by those that the chart makes of its values
        }
        if (object.kind().equals("OpenTelemetryCollector")) {
            return object.namespace(); // its operator makes the pods beside it
        }
        String version = object.apiVersion();
        boolean readByPods = version.equals("v1") || version.startsWith("apps/") || version.startsWith("batch/");
        return readByPods ? object.namespace() : "";
    }
}
