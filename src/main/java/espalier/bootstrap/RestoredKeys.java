package espalier.bootstrap;

import espalier.graph.ObjectGraph;
import espalier.live.LiveException;
import espalier.live.StoredSecret;
import espalier.secrets.SealingSecret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that open what is sealed in git, brought back before the controller starts: it reads them then, and makes a new one. */
final class RestoredKeys implements Step {
    private final List<SealingSecret> keys;
    private final ObjectGraph graph;

    RestoredKeys(List<SealingSecret> keys, ObjectGraph graph) {
        this.keys = keys;
        this.graph = graph;
    }

    @Override
    public String what() {
        return "the keys of Sealed Secrets" + (keys.isEmpty() ? "" : ": " + keys.size() + " of the escrow");
    }

    private static @Nullable StoredSecret there(SealingSecret key, Ground ground) throws LiveException {
        return ground.secrets().get(key.namespace(), key.name());
    }

    @Override
    public Standing standing(Ground ground) throws LiveException {
        var missing = new ArrayList<String>();
        for (SealingSecret key : keys) {
            if (there(key, ground) == null) {
                missing.add(key + ": in the escrow");
            }
        }
        var details = new ArrayList<>(missing);
        remarks(ground).forEach(remark -> details.add(remark.words()));
        return new Standing(missing.isEmpty(), missing.isEmpty() ? "there" : "missing", details);
    }

    @Override
    public List<Remark> remarks(Ground ground) throws LiveException {
        var remarks = new ArrayList<Remark>();
        for (SealingSecret key : keys) {
            StoredSecret there = there(key, ground);
            if (there != null && !there.data().equals(key.values())) {
                remarks.add(new Remark(
                        "Secret " + key
                                + " is there already, with another key than the escrow's, and was left as it is",
                        true));
            }
        }
        if (keys.isEmpty() && !SealingSecret.isAnyIn(ground.secrets())) {
            remarks.add(new Remark(
                    "the controller of Sealed Secrets will make a key, which opens nothing of what was sealed before it: bring"
                            + " the old ones back (--restore FILE --identity FILE), or seal anew, with espalier seal --fetch"
                            + " first",
                    false));
        }
        return remarks;
    }

    @Override
    public boolean bring(Ground ground) throws LiveException {
        boolean changed = false;
        for (SealingSecret key : keys) {
            if (there(key, ground) == null) {
                NeededNamespaces.make(key.namespace(), graph, ground);
                changed |= ground.secrets()
                        .create(key.namespace(), key.name(), SealingSecret.TYPE, SealingSecret.labels(), key.values());
            }
        }
        return changed;
    }
}
