package espalier.report;

import static espalier.report.Markdown.code;

import espalier.Identity;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Key;
import espalier.coldstart.BootstrapSet;
import espalier.coldstart.Phase;
import espalier.order.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must be there before Flux can run, phase by phase, and why. */
final class BootstrapFacts {
    private final BootstrapSet set;
    private final List<List<String>> rows = new ArrayList<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Set<Identity> declared = new HashSet<>();

    private BootstrapFacts(BootstrapSet set) {
        this.set = set;
    }

    static List<List<String>> rows(BootstrapSet set) {
        var facts = new BootstrapFacts(set);
        set.phases().forEach(facts::phase);
        return facts.rows;
    }

    private void phase(Phase phase) {
        for (SecretDeclaration secret : phase.secrets()) {
            secret(phase, secret);
        }
        for (Unit unit : phase.units()) {
            row(
                    phase,
                    unit.name(),
                    unit.component().type(),
                    String.valueOf(set.units().get(unit)));
        }
        if (phase.isFlux()) {
            flux(phase);
        }
    }

    private void secret(Phase phase, SecretDeclaration secret) {
        Identity identity = secret.provision().identity();
        declared.add(identity);
        String names = set.namespaces().get(identity.namespace());
        if (names != null && namespaces.add(identity.namespace())) {
            row(phase, identity.namespace(), "Namespace", "a Secret is made in it: " + names);
        }
        var given = new ArrayList<String>();
        for (Key key : secret.keys()) {
            if (key.recipe() instanceof Given) {
                given.add(code(key.name()));
            }
        }
        String because = given.isEmpty() ? "made at random, once" : "a person hands over " + String.join(", ", given);
        row(phase, identity.namespace() + "/" + identity.name(), "Secret", because);
    }

    private void flux(Phase phase) {
        String credential = set.gitCredential();
        if (credential != null) {
            row(phase, "flux-system/flux-system", "Secret", credential);
        }
        Identity key = set.decryptionKey();
        if (key != null && !declared.contains(key)) {
            String name = key.namespace() + "/" + key.name();
            row(phase, name, "Secret", "Flux decrypts with it what is encrypted in git");
        }
        if (phase.units().isEmpty()) {
            row(phase, "flux-system", "Flux", "it brings the rest");
        }
    }

    private void row(Phase phase, String what, String is, String because) {
        rows.add(List.of(phase.name(), code(what), is, because));
    }
}
