package espalier.live;

import espalier.marks.BrokenMark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Of which of Flux's objects git says that they do not work, by the annotations of their Kustomization. */
public final class KnownFailures {
    private final Map<FluxObject.Reference, FluxObject> kustomizations;

    /** By their charts' namespaces and names, whose the releases are: nobody else says it of a HelmChart. */
    private final Map<String, FluxObject.@Nullable Reference> charts = new HashMap<>();

    KnownFailures(Map<FluxObject.Reference, FluxObject> kustomizations) {
        this.kustomizations = kustomizations;
    }

    /** Those among {@code all} that Flux has on a cluster. */
    public static KnownFailures among(List<FluxObject> all) {
        var known = new KnownFailures(new HashMap<>());
        for (FluxObject object : all) {
            if (object.kind() == FluxKind.KUSTOMIZATION) {
                known.kustomizations.put(object.reference(), object);
            } else if (object.kind() == FluxKind.HELM_RELEASE) {
                known.charts.put(object.chart(), object.owner());
            }
        }
        return known;
    }

    /** Why {@code object} does not work, and where that can be read; empty where nobody said so. */
    public String because(FluxObject object) {
        FluxObject kustomization = switch (object.kind()) {
            case KUSTOMIZATION -> object;
            case HELM_CHART -> of(charts.get(object.namespace() + "/" + object.name()));
            default -> of(object.owner());
        };
        return kustomization == null ? "" : BrokenMark.read(kustomization::annotation);
    }

    private @Nullable FluxObject of(FluxObject.@Nullable Reference kustomization) {
        return kustomization == null ? null : kustomizations.get(kustomization);
    }
}
