package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import infra.packaging.Fields;
import infra.packaging.Plain;
import java.util.ArrayList;
import java.util.List;

/** An object that is to be carried: what all kinds have, and what of it cannot be said. */
final class Head {
    private final KubernetesObject object;
    private final Release release;
    private final List<String> misfits = new ArrayList<>(0);
    private final Fields top;
    private final Mapping values = new Mapping();

    Head(KubernetesObject object, Release release) {
        this.object = object;
        this.release = release;
        this.top = new Fields(object.body(), FieldPath.ROOT, misfits);
        top.take("apiVersion");
        top.take("kind");
        Fields metadata = top.below("metadata");
        metadata.take("namespace");
        if (!Plain.isText(String.valueOf(metadata.text("name")))) {
            metadata.refuse("name");
        }
        release.copies().putTemplated(values, "annotations", metadata.mapping("annotations"));
        Mapping labels = Labels.beyond(metadata.mapping("labels"), release.name());
        values.putIfAny("labels", release.copies().templated(labels));
        metadata.refuseRest();
    }

    /** Its {@code spec}, which is all there is but metadata. */
    Fields spec() {
        Fields spec = top.below("spec");
        top.refuseRest();
        return spec;
    }

    /** What of its values is known: {@code annotations} and {@code labels}. */
    Mapping values() {
        return values;
    }

    List<String> misfits() {
        return misfits;
    }

    boolean fits() {
        return misfits.isEmpty();
    }

    /** Gives the object the labels that the chart adds. */
    void complete() {
        Labels.complete(object, release.name());
    }
}
