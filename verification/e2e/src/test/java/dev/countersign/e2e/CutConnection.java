package dev.countersign.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/**
 * A proxy that cuts the first connection when its answer begins: the request has arrived, and
 * whoever sent it does not know. Later connections are passed on.
 */
final class CutConnection implements AutoCloseable {
  private final ServerSocket server;
  private final URI to;
  private volatile boolean cut;

  CutConnection(String url) throws IOException {
    to = URI.create(url);
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  boolean hasCut() {
    return cut;
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        Thread.ofVirtual().start(() -> pass(client));
      }
    } catch (IOException closed) {
      // That is the end.
    }
  }

  private void pass(Socket client) {
    try (client;
        var there = new Socket(to.getHost(), to.getPort())) {
      Thread.ofVirtual().start(() -> copy(client, there));
      if (cut) {
        there.getInputStream().transferTo(client.getOutputStream());
      } else if (there.getInputStream().read() >= 0) {
        cut = true;
      }
    } catch (IOException gone) {
      // One of the two.
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException gone) {
      // One of the two.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
