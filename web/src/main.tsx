document.title='heed';
