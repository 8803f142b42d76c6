// The least program of Ink: what a first frame is measured against.
import { render, Text } from 'ink';
import { createElement } from 'react';

render(createElement(Text, null, 'One line.'));
