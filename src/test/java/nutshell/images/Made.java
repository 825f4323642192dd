package nutshell.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import nutshell.rootfs.Layer;
import nutshell.rootfs.Layout;

/** A place where a test makes images and opens them. */
public record Made(Path temp) {

    /** A configuration's beginning: what stands in {@code config}, and what made each layer. */
    public static String config(String config, String... history) {
        return "\"created\":\"2026-11-01T12:00:00Z\",\"config\":{%s},\"history\":[%s]"
                .formatted(
                        config,
                        String.join(
                                ",",
                                Arrays.stream(history)
                                        .map("{\"created_by\":\"%s\"}"::formatted)
                                        .toList()));
    }

    public OpenImage image(String config, Layer... layers) throws IOException {
        return image("layout", config, Arrays.stream(layers).map(Layer::tar).toArray(byte[][]::new));
    }

    public OpenImage image(Layer... layers) throws IOException {
        return image(config(""), layers);
    }

    public OpenImage image(String name, String config, byte[]... layers) throws IOException {
        return new Images(temp, temp)
                .open(layout(name, config, layers).directory.toString());
    }

    public Layout layout(String name, String config, byte[]... layers) throws IOException {
        Layout layout = new Layout(temp.resolve(name));
        layout.list(layout.image("{" + config + "}", layers), "");
        return layout.write();
    }
}
