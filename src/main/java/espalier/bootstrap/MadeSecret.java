package espalier.bootstrap;

import espalier.Identity;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.graph.ObjectGraph;
import espalier.live.LiveException;
import espalier.secrets.SecretException;
import espalier.secrets.SecretMaker;
import espalier.secrets.SecretState;
import java.util.ArrayList;
import java.util.List;

/** A Secret that the cluster declares, in its namespace, which Flux will take over where it is in git. */
final class MadeSecret implements Step {
    private final SecretDeclaration secret;
    private final SecretMaker maker;
    private final ObjectGraph graph;

    MadeSecret(SecretDeclaration secret, SecretMaker maker, ObjectGraph graph) {
        this.secret = secret;
        this.maker = maker;
        this.graph = graph;
    }

    @Override
    public String what() {
        return secret.identity().toString();
    }

    @Override
    public Standing standing(Ground ground) throws LiveException {
        SecretState state = maker.state(secret, ground.secrets());
        var details = new ArrayList<String>();
        for (Key key : state.missing()) {
            boolean optional = key.recipe() instanceof Given given && given.optional();
            details.add(key.name() + ": " + key.recipe().describe().replace("`", "")
                    + (optional ? " (it works without, too)" : ""));
        }
        remarks(state).forEach(remark -> details.add(remark.words()));
        String missing = state.stored() == null ? "missing" : state.missing().size() + " missing";
        String words = state.missing().isEmpty() ? "there" : state.isWhole() ? "not needed" : missing;
        return new Standing(state.isWhole(), words, details);
    }

    @Override
    public List<String> obstacles(Ground ground) throws LiveException {
        var obstacles = new ArrayList<String>();
        Identity namespace = Identity.of("", "Namespace", "", namespace());
        if (graph.object(namespace) == null
                && graph.provision(namespace) == null
                && ground.cluster().get("v1", "Namespace", "", namespace()) == null) {
            obstacles.add(
                    what() + " has no namespace: nothing of this cluster makes " + namespace() + ", so make it first");
        }
        obstacles.addAll(maker.obstacles(secret, ground.secrets(), ground.volumes()));
        return obstacles;
    }

    @Override
    public List<Remark> remarks(Ground ground) throws LiveException {
        return remarks(maker.state(secret, ground.secrets()));
    }

    private List<Remark> remarks(SecretState state) {
        var remarks = new ArrayList<Remark>();
        state.wrong().forEach(words -> remarks.add(new Remark(what() + ": " + words, true)));
        state.notes().forEach(words -> remarks.add(new Remark(what() + ": " + words, false)));
        return remarks;
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        try {
            for (SecretDeclaration needed : maker.madeWith(secret)) {
                NeededNamespaces.make(needed.identity().namespace(), graph, ground);
            }
            return maker.make(secret, ground.secrets());
        } catch (SecretException e) {
            throw BootstrapException.refused(String.valueOf(e.getMessage()));
        }
    }

    private String namespace() {
        return secret.identity().namespace();
    }
}
