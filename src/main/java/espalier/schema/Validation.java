package espalier.schema;

import espalier.rules.Schemas;
import espalier.schema.Shape.Branches;
import espalier.schema.Shape.Choice;
import espalier.schema.Shape.Fields;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;

/** Walks through an object beside the schema of its kind, and collects all that does not fit. Used by one thread. */
final class Validation {
    private final Object subject;
    private final Patterns patterns;
    private final Place place = new Place();
    private final Complaints complaints;

    /** @param subject the object, for messages */
    Validation(Object subject, Patterns patterns) {
        this.subject = subject;
        this.patterns = patterns;
        this.complaints = new Complaints(subject, place);
    }

    /**
     * What of {@code object} the schema does not allow.
     *
     * @param root the shape of the kind
     * @param metadata the shape of what stands under {@code metadata} in every object
     */
    List<Problem> check(Mapping object, Shape root, Shape metadata) {
        value(object, root);
        Value found = object.get("metadata");
        if (found != null && root.fields().get("metadata") != metadata) {
            place.enter(root, "metadata");
            value(found, metadata);
            place.leave();
        }
        return complaints.all();
    }

    private void value(Value value, Shape shape) {
        if (value instanceof Leaf leaf) {
            if (shape.types == Shape.STRING && !shape.isLimited && leaf.isString() && !shape.hasBelow()) {
                return; // most of what there is
            }
            leaf(leaf, leaf.text(), shape);
        } else if (value instanceof Mapping mapping && shape.allows(Shape.OBJECT)) {
            mapping(mapping, shape);
        } else if (value instanceof Sequence sequence && shape.allows(Shape.LIST)) {
            sequence(sequence, shape);
        } else {
            complaints.type(value, shape);
        }
    }

    private void leaf(Leaf leaf, String text, Shape shape) {
        if (shape.types != 0 && (shape.types & Leaves.type(leaf, text)) == 0) {
            if (!Leaves.isReplaced(text)) {
                complaints.type(leaf, shape);
            }
            return;
        }
        String obstacle = shape.isLimited ? Amounts.obstacle(leaf, text, shape, patterns) : null;
        if (obstacle != null && !Leaves.isReplaced(text)) {
            complaints.value(leaf, obstacle, shape);
        }
        if (shape.hasBelow()) {
            branches(leaf, shape.fields());
        }
    }

    private void mapping(Mapping mapping, Shape shape) {
        Fields fields = shape.fields();
        for (int i = 0; i < mapping.size(); i++) {
            String key = mapping.keyAt(i);
            Value value = mapping.valueAt(i);
            Shape field = fields.get(key);
            Shape here = field != null ? field : fields.element;
            place.enter(shape, key);
            if (here != null && !Leaves.isNull(value)) {
                value(value, here);
            } else if (here == null && !shape.isOpen && shape.types != 0 && !isOfSops(key)) {
                complaints.unknown(key, fields.names());
            }
            place.leave();
        }
        for (int i = 0; i < fields.required.size(); i++) {
            Value value = mapping.get(fields.required.get(i));
            if (value == null || Leaves.isNull(value)) {
                complaints.missing(fields.required.get(i));
            }
        }
        Limits limits = shape.limits;
        if (limits != null) {
            count(Amounts.count(mapping.size(), limits.fewestFields, limits.mostFields, "key"));
        }
        if (!fields.branches.isEmpty()) {
            branches(mapping, fields);
        }
    }

    /** What SOPS adds to an object that it has encrypted, and Flux takes away again. */
    private boolean isOfSops(String key) {
        return key.equals("sops") && place.isAtTop();
    }

    private void sequence(Sequence sequence, Shape shape) {
        Fields fields = shape.fields();
        Shape element = fields.element;
        for (int i = 0; i < sequence.size() && element != null; i++) {
            Value value = sequence.get(i);
            place.enter(shape, i, value);
            value(value, element);
            place.leave();
        }
        Limits limits = shape.limits;
        if (limits != null) {
            count(Amounts.count(sequence.size(), limits.fewestItems, limits.mostItems, "element"));
        }
        if (sequence.size() > 1 && (shape.isSet || !shape.keys.isEmpty())) {
            Duplicates.find(sequence, shape, place, complaints);
        }
        if (!fields.branches.isEmpty()) {
            branches(sequence, fields);
        }
    }

    private void count(@org.jspecify.annotations.Nullable String obstacle) {
        if (obstacle != null) {
            complaints.other(Schemas.VALUE, "it must have " + obstacle, "add or take away what is needed for that");
        }
    }

    private void branches(Value value, Fields fields) {
        for (Branches branches : fields.branches) {
            if (branches.choice() == Choice.ALL) {
                branches.shapes().forEach(shape -> value(value, shape));
                continue;
            }
            int fitting = 0;
            for (Shape shape : branches.shapes()) {
                fitting += fits(value, shape) ? 1 : 0;
            }
            boolean isRight = switch (branches.choice()) {
                case ANY -> fitting > 0;
                case ONE -> fitting == 1;
                default -> fitting == 0;
            };
            if (!isRight) {
                complaints.other(Schemas.VALUE, Alternatives.expected(branches, fitting), "keep to that");
            }
        }
    }

    private boolean fits(Value value, Shape shape) {
        var attempt = new Validation(subject, patterns);
        attempt.value(value, shape);
        return attempt.complaints.all().isEmpty();
    }
}
