package espalier.live;

import espalier.doctor.Right;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The volumes of a running cluster that somebody has, or had, and that so may hold data. Asked for when first needed. */
public final class KeptVolumes {
    private final KubernetesClient client;
    private final String cluster;
    private @Nullable List<Kept> all;

    KeptVolumes(KubernetesClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /**
     * A volume with a claim.
     *
     * @param phase {@code Bound}, or {@code Released} where its claim is gone and it stayed
     */
    public record Kept(String volume, String namespace, String claim, String phase) {
        @Override
        public String toString() {
            return "the volume " + volume + " of the claim " + namespace + "/" + claim
                    + (phase.equals("Released") ? ", which was kept when the claim went" : "");
        }
    }

    /** All of them. */
    public List<Kept> all() throws LiveException {
        if (all == null) {
            all = read();
        }
        return all;
    }

    private List<Kept> read() throws LiveException {
        var kept = new ArrayList<Kept>();
        try {
            for (PersistentVolume volume : client.persistentVolumes().list().getItems()) {
                ObjectReference claim = volume.getSpec().getClaimRef();
                String phase =
                        volume.getStatus() == null ? null : volume.getStatus().getPhase();
                if (claim != null) {
                    kept.add(new Kept(
                            volume.getMetadata().getName(),
                            claim.getNamespace(),
                            claim.getName(),
                            phase == null ? "" : phase));
                }
            }
            return kept;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403) {
                throw new LiveException(Rights.missing(new Right("", "persistentvolumes", "list"), ""), e);
            }
            throw new LiveException("the API server of " + cluster + " says: " + e.getMessage(), e);
        }
    }
}
