package espalier.report;

import static espalier.report.Markdown.code;

import espalier.Identity;
import espalier.coldstart.BootstrapSet;
import java.util.ArrayList;
import java.util.List;

/** What must be there before Flux can run, and why. */
final class BootstrapFacts {
    private BootstrapFacts() {}

    static List<List<String>> rows(BootstrapSet set) {
        var rows = new ArrayList<List<String>>();
        set.units()
                .forEach((unit, because) ->
                        rows.add(List.of(code(unit.name()), unit.component().type(), because)));
        set.namespaces()
                .forEach((namespace, secrets) ->
                        rows.add(List.of(code(namespace), "Namespace", "a Secret is made in it: " + secrets)));
        String credential = set.gitCredential();
        if (credential != null) {
            rows.add(List.of(code("flux-system/flux-system"), "Secret", credential + "; flux bootstrap makes it"));
        }
        Identity key = set.decryptionKey();
        if (key != null) {
            String name = code(key.namespace() + "/" + key.name());
            rows.add(List.of(name, "Secret", "Flux decrypts with it what is encrypted in git"));
        }
        return rows;
    }
}
