package infra;

import espalier.Component;
import espalier.Node;
import espalier.rules.Rule;
import java.util.HashMap;
import java.util.Map;

/** The databases of one server by their names: two of one name would take it from each other. */
public final class DatabaseNames {
    private static final Rule TAKEN = Rule.error(
            "database-taken",
            "Two databases of one server have the same name",
            "Each would set its own password",
            "give one of them another name, or let both readers use one");

    private final Component server;
    private final Map<String, Node> databases = new HashMap<>();

    /** The names in {@code server}, none yet. */
    public DatabaseNames(Component server) {
        this.server = server;
    }

    /** Notes that {@code database} has its name; false where another one has it already. */
    public boolean claim(Database database) {
        String name = database.name().text();
        Node node = database.node();
        Node other = databases.putIfAbsent(name, node);
        if (other != null) {
            node.findings()
                    .report(
                            TAKEN,
                            node,
                            "Tried to make the database " + name + " in "
                                    + server.node().path() + ", but " + other.path() + " makes it already, at "
                                    + other.origin() + ", and each would set its own password",
                            "give one of the two another name with named(…), or let both use the same one");
        }
        return other == null;
    }
}
