package mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What PIT wrote of the changes that no test noticed. */
final class Survivors {
    private Survivors() {}

    /**
     * The changes in one package.
     *
     * @param changed how many there were
     */
    record Package(String name, int changed, List<Survivor> survivors) {
        int killed() {
            return changed - survivors.size();
        }
    }

    /**
     * A change that no test noticed.
     *
     * @param method with its class; no line, which would move
     */
    record Survivor(String method, String change) {}

    /**
     * The changes in one class, with those inside of it.
     *
     * @param name without its package
     */
    record Type(String name, int changed, int killed) {
        double share() {
            return 100.0 * killed / changed;
        }
    }

    /** The classes of the file {@code mutations.xml}, those first of which least is killed. */
    static List<Type> weakest(Path xml) throws IOException {
        Map<String, Type> types = new TreeMap<>();
        NodeList changes = elements(xml);
        for (int i = 0; i < changes.getLength(); i++) {
            Element change = (Element) changes.item(i);
            String whole = text(change, "mutatedClass");
            String name = whole.substring(whole.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
            int killed = change.getAttribute("detected").equals("false") ? 0 : 1;
            types.merge(
                    name,
                    new Type(name, 1, killed),
                    (one, other) -> new Type(name, one.changed + other.changed, one.killed + other.killed));
        }
        return types.values().stream().sorted(Comparator.comparing(Type::share)).toList();
    }

    /** The packages of the file {@code mutations.xml}. */
    static List<Package> read(Path xml) throws IOException {
        Map<String, Package> packages = new TreeMap<>();
        NodeList changes = elements(xml);
        for (int i = 0; i < changes.getLength(); i++) {
            Element change = (Element) changes.item(i);
            String type = text(change, "mutatedClass");
            String name = type.substring(0, type.lastIndexOf('.'));
            var before = packages.getOrDefault(name, new Package(name, 0, List.of()));
            var survivors = new ArrayList<>(before.survivors());
            if (change.getAttribute("detected").equals("false")) {
                String method = type.substring(type.lastIndexOf('.') + 1) + "." + text(change, "mutatedMethod");
                survivors.add(new Survivor(method, text(change, "description").replaceAll(" for espalier/.*", "")));
            }
            packages.put(name, new Package(name, before.changed() + 1, List.copyOf(survivors)));
        }
        return List.copyOf(packages.values());
    }

    private static NodeList elements(Path xml) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(xml.toFile())
                    .getElementsByTagName("mutation");
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("Tried to read " + xml + ", but it is no report of PIT", e);
        }
    }

    private static String text(Element change, String name) {
        return change.getElementsByTagName(name).item(0).getTextContent();
    }
}
