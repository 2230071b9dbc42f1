package io.kubescribe.core.match;

import io.kubescribe.core.query.IpAddress;

/// Whether an address lies in a network.
final class NetworkTest implements ValueTest {
  private static final int V4_BEGINS = 96;

  private final byte[] network;
  private final int bits;

  /// @param length bits of the network that count, as in a CIDR
  NetworkTest(IpAddress network, int length) {
    this.network = network.bytes();
    // IPv4 stands mapped in the last 32 bits.
    this.bits = network.isV4() && length <= 32 ? length + V4_BEGINS : length;
  }

  @Override
  public boolean passes(String value) {
    return IpAddress.parse(value).filter(address -> contains(address.bytes())).isPresent();
  }

  private boolean contains(byte[] address) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
