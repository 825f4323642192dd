package nutshell.gate;

import java.util.List;
import nutshell.images.ImageLayer;

/** Demands that the lowest layers are those of a base that somebody has vouched for. */
record ApprovedBase(List<Base> bases) implements Rule {

    /** The digests of a base's layers, unpacked, the lowest first, as {@code image show} tells them. */
    record Base(String name, List<String> layers) {

        boolean isUnder(List<String> others) {
            return others.size() >= layers.size()
                    && others.subList(0, layers.size()).equals(layers);
        }
    }

    @Override
    public String key() {
        return "base";
    }

    @Override
    public List<Violation> judge(Candidate candidate) {
        List<String> layers =
                candidate.image().layers().stream().map(ImageLayer::digest).toList();
        return bases.stream().anyMatch(base -> base.isUnder(layers))
                ? List.of()
                : List.of(new Violation(
                        "base-not-approved",
                        "its lowest layer %s begins none of: %s"
                                .formatted(
                                        layers.isEmpty() ? "(it has none)" : layers.get(0),
                                        String.join(
                                                ", ",
                                                bases.stream().map(Base::name).toList()))));
    }
}
